"""Explanations read off the tree: each atom's value in words, in English and Spanish."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from caseclose.law.facts import Fact, FactBook
from caseclose.law.spans import Span, after
from caseclose.law.tree import Atom, Compare, Holds, OneOf
from caseclose.law.verdict import Facts, Value, Verdict, Weighed, constant

_OPS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "=": "eq"}


@cache
def _phrases(lang: str) -> dict[str, Any]:
    table = tomllib.loads(files("caseclose.law").joinpath("words.toml").read_text(encoding="utf-8"))
    phrases: dict[str, Any] = table[lang]
    return phrases


@dataclass(frozen=True, slots=True)
class Because:
    """One atom that carries a verdict: as written in the law, in words, with the case's own value."""

    atom: str
    fact: str
    holds: bool
    words: str
    value: Value


def because(weighed: Weighed, facts: Facts, book: FactBook, lang: str) -> Because:
    """Explain one weighed atom whose fact is known."""
    atom: Atom = weighed.node  # type: ignore[assignment]
    value = facts[atom.fact]
    holds = weighed.verdict is Verdict.MET
    return Because(str(atom), atom.fact, holds, in_words(atom, value, book[atom.fact], lang, holds=holds), value)


def in_words(atom: Atom, value: Value, fact: Fact, lang: str, *, holds: bool) -> str:
    """Say what an atom found, as a sentence without its full stop."""
    if isinstance(atom, Holds):
        return (fact.text.yes if holds else fact.text.no)[lang]
    phrases = _phrases(lang)
    name = _capital(fact.text.name[lang])
    if isinstance(atom, OneOf):
        return str(phrases[_key("one_of", holds=holds)].format(name=name, value=fact.text.choices[str(value)][lang]))
    if isinstance(atom, Compare):
        key = _key(_OPS[atom.op], holds=holds)
        return str(phrases[key].format(name=name, value=shown(value, lang), amount=shown(constant(atom), lang)))
    return _date_words(name, value, atom.span, lang, holds=holds)


def _date_words(name: str, value: Value, span: object, lang: str, *, holds: bool) -> str:
    phrases = _phrases(lang)
    if not isinstance(value, date):
        raise TypeError(f"{name} is not a date")
    if not isinstance(span, Span):
        return str(phrases[_key("past", holds=holds)].format(name=name, value=shown(value, lang)))
    key = _key("over_one" if span.count == 1 else "over", holds=holds)
    on = shown(after(value, span), lang)
    return str(phrases[key].format(name=name, value=shown(value, lang), span=shown_span(span, lang), on=on))


def _key(key: str, *, holds: bool) -> str:
    return key if holds else f"not_{key}"


def not_known(fact: Fact, lang: str) -> str:
    """Say that a fact is missing."""
    return str(_phrases(lang)["unknown"].format(name=fact.text.name[lang]))


@lru_cache(maxsize=4096, typed=True)  # typed: the count 0, the amount $0.00 and "no" are equal and read differently
def shown(value: Value, lang: str) -> str:
    """Return a value as people read it: $312.40, January 5, 2024, 5 de enero de 2024."""
    if isinstance(value, Decimal):
        return f"${value:,.2f}"
    if isinstance(value, date):
        phrases = _phrases(lang)
        month = phrases["months"][value.month - 1]
        return str(phrases["date"].format(day=value.day, month=month, year=value.year))
    return str(value)


def shown_month(day: date, lang: str) -> str:
    """Return the month of a day in words: January 2024, enero de 2024."""
    phrases = _phrases(lang)
    return str(phrases["month"].format(month=phrases["months"][day.month - 1], year=day.year))


def shown_span(span: Span, lang: str) -> str:
    """Return a span in words: 2 years, 60 días."""
    key = f"{span.unit}_{'one' if span.count == 1 else 'many'}"
    return str(_phrases(lang)[key].format(count=span.count))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
