"""Spans of calendar time, and the one meaning that date arithmetic has here."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"([0-9]{1,6}) (day|month|year)s?")
_MOST = {"day": 73_000, "month": 2_400, "year": 200}


@dataclass(frozen=True, slots=True)
class Span:
    """A count of calendar days, months or years. `unit` is "day", "month" or "year"."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def read_span(text: str) -> Span:
    """Read "2 years" or "60 days". Raises ValueError for anything else, and for more than 200 years."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a span; write a whole number and days, months or years, as in '60 days'")
    count, unit = int(match[1]), match[2]
    if count > _MOST[unit]:
        raise ValueError(f"{text!r} is too long; a span is not more than {_MOST[unit]} {unit}s")
    return Span(count, unit)


def after(start: date, span: Span) -> date:
    """Return the day on which `span` from `start` is over.

    Days are calendar days. Months and years land on the same day of the month, or on the month's last day where it
    has no such day: 29 February 2004 plus 18 years is 28 February 2022.
    """
    if span.unit == "day":
        return start + timedelta(days=span.count)
    months = start.year * 12 + start.month - 1 + span.count * (12 if span.unit == "year" else 1)
    year, month = divmod(months, 12)
    month += 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def latest_start(as_of: date, span: Span) -> date:
    """Return the latest day whose `span` is over by `as_of`: `after(day, span) <= as_of` holds up to it."""
    candidate = _back(as_of, span) + timedelta(days=4)
    while after(candidate, span) > as_of:
        candidate -= timedelta(days=1)
    return candidate


def _back(as_of: date, span: Span) -> date:
    return after(as_of, Span(-span.count, span.unit))
