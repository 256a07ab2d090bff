"""A condition of the law as people read it, before any case is held against it: the same tree, each atom in words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from caseclose.law.explain import shown, shown_span
from caseclose.law.facts import FactBook
from caseclose.law.spans import Span
from caseclose.law.tree import All, AnyOf, Atom, Compare, Holds, Node, Not, OneOf, Reached
from caseclose.law.verdict import constant

ALL, ANY, NOT, ATOM = "all", "any", "not", "atom"
_OPS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "=": "eq"}


@dataclass(frozen=True, slots=True)
class Condition:
    """One node. `kind` says how it joins its parts: all of them, any of them, or not; an atom has none.

    Of an atom, `words` is what must be so, `fact` the fact that it asks about, and `limit` the name of the limit that
    it is set against, where it is set against one.
    """

    kind: str
    parts: tuple[Condition, ...] = ()
    words: str = ""
    fact: str = ""
    limit: str = ""


@cache
def _phrases(lang: str) -> Mapping[str, str]:
    text = files("caseclose.law").joinpath("conditions.toml").read_text(encoding="utf-8")
    phrases: Mapping[str, str] = tomllib.loads(text)[lang]
    return phrases


def condition(node: Node, book: FactBook, lang: str) -> Condition:
    """Return a folded condition in words, with the same branches. `not` before an atom is part of the atom's words."""
    if isinstance(node, All | AnyOf):
        kind = ALL if isinstance(node, All) else ANY
        return Condition(kind, tuple(condition(part, book, lang) for part in node.parts))
    if isinstance(node, Not):
        if isinstance(node.part, All | AnyOf | Not):
            return Condition(NOT, (condition(node.part, book, lang),))
        return _atom(node.part, book, lang, holds=False)
    return _atom(node, book, lang, holds=True)


def _atom(atom: Atom, book: FactBook, lang: str, *, holds: bool) -> Condition:
    limit = atom.named if isinstance(atom, Compare | Reached) else ""
    return Condition(ATOM, (), _words(atom, book, lang, holds=holds), atom.fact, limit)


def _words(atom: Atom, book: FactBook, lang: str, *, holds: bool) -> str:
    text = book[atom.fact].text
    if isinstance(atom, Holds):
        return (text.yes if holds else text.no)[lang]
    phrases, name = _phrases(lang), text.name[lang]
    name = name[:1].upper() + name[1:]
    if isinstance(atom, OneOf):
        values = phrases["or"].join(text.choices[choice][lang] for choice in atom.choices)
        return phrases[_key("one_of", holds=holds)].format(name=name, values=values)
    if isinstance(atom, Compare):
        amount = shown(constant(atom), lang)
        return phrases[_key(_OPS[atom.op], holds=holds)].format(name=name, amount=amount)
    if not isinstance(atom.span, Span):
        return phrases[_key("past", holds=holds)].format(name=name)
    over = "over_one" if atom.span.count == 1 else "over"
    return phrases[_key(over, holds=holds)].format(name=name, span=shown_span(atom.span, lang))


def _key(key: str, *, holds: bool) -> str:
    return key if holds else f"not_{key}"
