"""Named amounts, spans, counts and working days, each with the days on which it is worth what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from caseclose.law.sources import Source
from caseclose.law.spans import Span, read_span
from caseclose.law.working_days import WorkingDays, read_working_days
from caseclose.law.written import LimitText, Words

Worth = Decimal | int | Span | WorkingDays
CENT = Decimal("0.01")
MOST_WRITTEN = 10**10
_A = {"money": "a money", "span": "a span", "count": "a count", "working_days": "a count such as '2 working days'"}
_FIGURES = {"money": re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?"), "count": re.compile(r"[0-9]{1,9}")}


@dataclass(frozen=True, slots=True)
class Limit:
    """A named limit. `values` holds (first day, last day or None, worth), in date order; `cites` what each rests on.

    `read_in` says of each whether it was seen in an official text, and where.
    """

    name: str
    kind: str
    say: Words
    values: tuple[tuple[date, date | None, Worth], ...]
    cites: tuple[tuple[str, ...], ...] = ()
    read_in: tuple[tuple[str, str], ...] = ()

    def on(self, day: date) -> Worth | None:
        """Return what the limit is worth on `day`, or None where it was not in force."""
        for first, last, worth in self.values:
            if first <= day and (last is None or day <= last):
                return worth
        return None

    def lacking(self, first: date, last: date | None) -> date | None:
        """Return the first day from `first` to `last` on which the limit is not in force; None where it always is."""
        day = first
        for begin, end, _ in self.values:
            if begin <= day and (end is None or day <= end):
                if end is None or (last is not None and last <= end):
                    return None
                day = end + timedelta(days=1)
        return day


LimitBook = dict[str, Limit]


def read_limits(source: Source) -> LimitBook:
    """Read a file of limits. Faults are noted in `source`."""
    book: LimitBook = {}
    for index, table in enumerate(source.tables("limit")):
        at = f"limit[{index}]"
        text = source.shaped(table, LimitText, at)
        if text is None:
            continue
        values = tuple(
            (v.since, v.until, _worth(text.kind, v.worth, source, f"{at}.value[{n}]")) for n, v in enumerate(text.value)
        )
        for reason in gaps([(first, last) for first, last, _ in values]):
            source.fault(f"limit '{text.name}': {reason}", at)
        if not values:
            source.fault(f"limit '{text.name}' has no value", at)
        if text.name in book:
            source.fault(f"limit '{text.name}' is written twice", at)
        cites = tuple(tuple(v.cites) for v in text.value)
        read_in = tuple((v.verified, v.source) for v in text.value)
        book[text.name] = Limit(text.name, text.kind, text.say, values, cites, read_in)
    return book


def _worth(kind: str, written: str | int, source: Source, at: str) -> Worth:
    text = str(written) if isinstance(written, str) or abs(written) < MOST_WRITTEN else "so long a number"
    try:
        if kind == "span":
            return read_span(text)
        if kind == "working_days":
            return read_working_days(text)
        if not _FIGURES[kind].fullmatch(text):
            raise ValueError(text)
        return int(text) if kind == "count" else Decimal(text).quantize(CENT)
    except ValueError:
        source.fault(f"{text!r} is not {_A[kind]}", at)
        return 0


def gaps(days: list[tuple[date, date | None]]) -> list[str]:
    """Return what is wrong with a list of (first day, last day): gaps, overlaps, ends before their beginning."""
    reasons = []
    for first, last in days:
        if last is not None and last < first:
            reasons.append(f"it ends on {last}, before it begins on {first}")
    for (first, last), (following, _) in zip(days, days[1:], strict=False):
        if last is None or following <= last:
            reasons.append(f"the text from {first} overlaps the text from {following}")
        elif following != last + timedelta(days=1):
            reasons.append(f"nothing is in force from {last + timedelta(days=1)} to {following - timedelta(days=1)}")
    return reasons
