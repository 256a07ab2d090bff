"""Putting the facts of a case together: what the views derived from records, and what people found."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from caseclose.closure.refused import Refused
from caseclose.law.errors import nearest
from caseclose.law.facts import Fact, FactBook
from caseclose.law.values import BLANKS, BadValue, contradiction, harmless, read_value
from caseclose.law.verdict import Facts, Value

Row = Mapping[str, Any]
"""One row of a view: the values of its columns by their names."""

RECORDS = "records"
PROTECTED = "protected_statement"
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The known facts of one case on one day, and where each comes from. No person on the case is named in it."""

    number: str
    facts: Facts
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A stored value that its fact cannot have."""

    case: str
    fact: str
    reason: str

    def __str__(self) -> str:
        return f"case {self.case}: {self.fact}: {self.reason}"


class BadRecords(Exception):  # noqa: N818 - an error is named for what it says
    """Stored values that their facts cannot have, each with its case and fact. None of those cases has been read."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        more = len(self.faults) - MOST_SHOWN
        lines = [str(fault) for fault in self.faults[:MOST_SHOWN]] + ([f"and {more} more"] if more > 0 else [])
        super().__init__("\n".join(lines))


def as_refused(trouble: Refused | BadRecords) -> Refused:
    """Return what stands in the way of a step as a refusal: of records that cannot be read, with their facts."""
    if isinstance(trouble, Refused):
        return trouble
    return Refused("records_unreadable", facts=tuple(sorted({fault.fact for fault in trouble.faults})))


@cache
def views() -> dict[str, dict[str, str]]:
    """Return the views in order, each with its facts and the words that say where a fact comes from."""
    return tomllib.loads(files(__package__).joinpath("views.toml").read_text(encoding="utf-8"))


def weighs_more(fact: Fact) -> bool:
    """Say whether a finding of this fact counts for more than what the records show.

    It does where a person or another agency says the fact. Of a fact that records say, a finding only fills a gap.
    """
    return fact.text.said_by != RECORDS


def value_found(book: FactBook, name: str, text: str, day: date) -> Value:
    """Read the value of a finding. Raises BadValue where it is none, or the finding names no fact."""
    if name not in book:
        raise BadValue(f"there is no fact called {harmless(name)}.{nearest(name, book)}")
    if not text.strip(BLANKS):
        raise BadValue("the finding has no value")
    return read_value(book[name], text, as_of=day)


def put_together(
    number: str, rows: Mapping[str, Row | None], findings: Iterable[Row], book: FactBook, day: date
) -> CaseFacts:
    """Return the facts of the case `number` from the rows of the views, by view, and its newest findings.

    Raises BadRecords with everything that is wrong in it.
    """
    reader = _Reader(number, book, day)
    for view, words in views().items():
        row = rows.get(view)
        if row is not None:
            reader.derived(row, words)
    for finding in findings:
        reader.found(finding)
    return reader.case_facts()


class _Reader:
    """Reads the values of one case, and keeps what is wrong with them."""

    def __init__(self, number: str, book: FactBook, day: date) -> None:
        self.number = number
        self.book = book
        self.day = day
        self.facts: dict[str, Value] = {}
        self.sources: dict[str, str] = {}
        self.faults: list[Fault] = []

    def derived(self, row: Row, words: Mapping[str, str]) -> None:
        for name, source in words.items():
            if row[name] is None:
                continue
            try:
                self.facts[name] = read_value(self.book[name], row[name], as_of=self.day)
                self.sources[name] = source.format_map(row)
            except BadValue as error:
                self.faults.append(Fault(self.number, name, str(error)))

    def found(self, finding: Row) -> None:
        name = finding["fact"]
        try:
            value = value_found(self.book, name, finding["value"], self.day)
        except BadValue as error:
            self.faults.append(Fault(self.number, name, str(error)))
            return
        if name not in self.facts or weighs_more(self.book[name]):
            self.facts[name] = value
            self.sources[name] = source_of_finding(self.book[name], finding["found_on"], finding["found_by"])

    def case_facts(self) -> CaseFacts:
        reason = "" if self.faults else contradiction(self.book, self.facts)
        if reason:
            self.faults.append(Fault(self.number, reason.split(" ", 1)[0], reason))
        if self.faults:
            raise BadRecords(self.faults)
        return CaseFacts(self.number, self.facts, self.sources)


def source_of_finding(fact: Fact, on: object, by: str) -> str:
    """Say in words where a finding comes from. Of a protected statement it is not said who took it down."""
    named = f" by {by}" if by and PROTECTED not in fact.text.evidence else ""
    return f"finding of {on}{named}"
