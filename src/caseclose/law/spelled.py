"""A weighed condition as people read it: the same tree, each atom in words with its verdict."""

from __future__ import annotations

from dataclasses import dataclass

from caseclose.law.explain import in_words, not_known
from caseclose.law.facts import FactBook
from caseclose.law.tree import All, AnyOf, Not
from caseclose.law.verdict import Facts, Verdict, Weighed

ALL, ANY, NOT, ATOM = "all", "any", "not", "atom"


@dataclass(frozen=True, slots=True)
class Spelled:
    """One node. `kind` says how it joins its parts: all, any or not; an atom has none.

    Of an atom, `written` is how the law has it, `fact` the fact that it asks about and `words` what was found.
    """

    kind: str
    verdict: Verdict
    parts: tuple[Spelled, ...] = ()
    written: str = ""
    fact: str = ""
    words: str = ""


def spelled(weighed: Weighed, facts: Facts, book: FactBook, lang: str) -> Spelled:
    """Return a weighed tree in words, with the same branches and the same verdicts."""
    node = weighed.node
    if isinstance(node, All | AnyOf | Not):
        kind = ALL if isinstance(node, All) else ANY if isinstance(node, AnyOf) else NOT
        return Spelled(kind, weighed.verdict, tuple(spelled(part, facts, book, lang) for part in weighed.parts))
    known, fact = facts.get(node.fact), book[node.fact]
    if known is None:
        return Spelled(ATOM, weighed.verdict, (), str(node), node.fact, not_known(fact, lang))
    said = in_words(node, known, fact, lang, holds=weighed.verdict is Verdict.MET)
    return Spelled(ATOM, weighed.verdict, (), str(node), node.fact, said)
