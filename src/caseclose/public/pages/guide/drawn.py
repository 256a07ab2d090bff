"""What is drawn from the rules below an answer: a remedy's fates, a bar to a request, a criterion, an explanation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from caseclose.law.in_force import LawInForce, Standing
from caseclose.law.written import Words
from caseclose.public.pages.guide.fates import told_of
from caseclose.public.pages.guide.words import filled
from caseclose.public.place import Place


@dataclass(frozen=True, slots=True)
class Case:
    """What is so in some kinds of cases: the kinds in words (none where it is so in all), and what can be so."""

    when: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that a rule says: its heading, its sentences, and whether all of it was seen in an official text.

    `cases` are what it says of each kind of case, where that differs.
    """

    heading: str
    says: tuple[str, ...]
    verified: bool
    cases: tuple[Case, ...] = ()


def blocks(place: Place, shows: list[str]) -> list[Block]:
    """Return what rules are to be drawn, in their order. Offices and lines to call are drawn by the page itself."""
    found: list[Block] = []
    for shown in shows:
        kind, _, name = shown.partition(":")
        draw = {"remedy": _remedy, "request": _request, "criterion": _criterion, "explanation": _explanation,
                "statement": _statement}.get(kind)  # fmt: skip
        if draw:
            found += draw(place, name)
    return found


def _remedy(place: Place, name: str) -> Iterator[Block]:
    remedy = place.law.policy.remedies[name].text
    told, verified = told_of(place.law, name)
    cases = tuple(
        Case(tuple(str(way.title) for way in each.ways), tuple(filled(place, words) for words in each.says))
        for each in told
    )
    yield replace(_block(place, remedy.heading, (remedy.plain,), verified=verified), cases=cases)


def _request(place: Place, name: str) -> Iterator[Block]:
    standing = request_rule(place.law, name)
    if standing:
        yield block_of(place, standing)


def request_rule(law: LawInForce, name: str) -> Standing | None:
    """Return the rule on requests of this id, or the state's own that stands in its place."""
    return next((each for each in law.requests if name in {each.id, each.rule.text.replaces}), None)


def _criterion(place: Place, name: str) -> Iterator[Block]:
    standing = criterion_of(place.law, name)
    if standing:
        yield block_of(place, standing)


def criterion_of(law: LawInForce, name: str) -> Standing | None:
    """Return the criterion that governs under a federal paragraph: the state's own where it has one."""
    return next((each for each in law.criteria if each.governs and each.under == name), None)


def block_of(place: Place, standing: Standing) -> Block:
    """Return a rule in words: its heading, what it says, and the way on."""
    text = standing.rule.text
    seen = standing.version.text.verified == "seen"
    return _block(place, text.heading, (text.plain, text.way_on), verified=seen)


def _explanation(place: Place, name: str) -> Iterator[Block]:
    text = place.law.policy.explanations(place.state)[name]
    yield _block(place, text.heading, (text.say,), verified=text.verified == "seen")


def _statement(place: Place, name: str) -> Iterator[Block]:
    text = next(each for each in place.law.policy.statements(place.state) if each.id == name)
    yield Block("", (filled(place, text.say),), text.verified == "seen")


def _block(place: Place, heading: Words, says: tuple[Words, ...], *, verified: bool) -> Block:
    sentences = (filled(place, each) for each in says)
    return Block(filled(place, heading), tuple(each for each in sentences if each), verified)
