"""When a case could become closable: the first day on which the facts of today meet a criterion, as time goes by.

Nothing is guessed. The facts stay what they are; only the day moves, and with it the spans that run out and the law
that is in force. Between two such days nothing changes, so only those days are weighed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from caseclose.closure.assessment import ClosingDay, assess, closing_day
from caseclose.law.in_force import LawInForce
from caseclose.law.limits import Limit
from caseclose.law.policy import FEDERAL
from caseclose.law.rules import Rule
from caseclose.law.spans import after
from caseclose.law.tree import Reached, atoms
from caseclose.law.verdict import Facts

LawOn = Callable[[date], LawInForce]
"""The law in force on a day."""


@dataclass(frozen=True, slots=True)
class Closable:
    """The first day on which the agency may propose to close, under which criterion, and what the closing day needs."""

    on: date
    criterion: str
    closing: ClosingDay


def first_closable(law_on: LawOn, facts: Facts, on: date, until: date) -> Closable | None:
    """Return the first day from `on` to `until`, both included, on which a criterion is met and no gate to it is shut.

    None where there is no such day with the facts as they are known now.
    """
    for day in days_that_matter(law_on, facts, on, until):
        assessment = assess(law_on(day), facts)
        for name in assessment.closable_under:
            item = assessment.criterion(name)
            if item is not None:
                return Closable(day, name, closing_day(assessment, item))
    return None


def days_that_matter(law_on: LawOn, facts: Facts, on: date, until: date) -> list[date]:
    """Return `on`, and the days until `until` on which a verdict may be another one than on the day before."""
    turns = [on, *(day for day in _changes(law_on(on)) if on < day <= until)]
    days = set(turns)
    for day in dict.fromkeys(turns):
        days |= {reached for reached in _reached(law_on(day), facts) if on < reached <= until}
    return sorted(days)


def _reached(law: LawInForce, facts: Facts) -> Iterator[date]:
    """Yield the days on which the spans run out that conditions of this law count from a known date."""
    for standing in (*law.criteria, *law.gates, *law.requests):
        for atom in atoms(standing.tree):
            since = facts.get(atom.fact)
            if isinstance(atom, Reached) and isinstance(since, date):
                yield after(since, atom.span) if atom.span is not None else since  # type: ignore[arg-type]


def _changes(law: LawInForce) -> Iterator[date]:
    """Yield the days on which a text of the law begins to be in force, or is no longer."""
    for code in dict.fromkeys((FEDERAL, law.state)):
        layer = law.policy.layer(code)
        for rules in (layer.criteria, layer.gates, layer.requests):
            yield from (day for rule in rules.values() for day in _turns(rule))
    yield from (day for limit in law.limits.values() for day in _turns(limit))


def _turns(dated: Rule | Limit) -> Iterator[date]:
    spans = dated.versions if isinstance(dated, Rule) else dated.values
    for span in spans:
        since, until = (span.since, span.until) if not isinstance(span, tuple) else span[:2]
        yield since
        if until is not None:
            yield until + timedelta(days=1)
