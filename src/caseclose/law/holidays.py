"""Holidays: the days beside weekends on which the offices of a state are closed, read from its policy."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from msgspec import field

from caseclose.law.sources import Source
from caseclose.law.written import Shape, Verified, Words

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WHICH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_FIXED = re.compile(r"(?P<month>[a-z]+) (?P<day>[0-9]{1,2})")
_FLOATING = re.compile(r"(?P<which>[a-z]+) (?P<weekday>[a-z]+) of (?P<month>[a-z]+)")
_ONCE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AFTER = "day after "
_LEAP_YEAR = 2024
_HOW = "write it as 'july 4', 'third monday of january', 'day after fourth thursday of november' or '2026-12-24'"


class HolidayText(Shape, frozen=True):
    """One holiday as written. `falls` says when in the year it is, or is its one date.

    `saturday` and `sunday` say on which day it is kept where it falls on that one; without them it does not move.
    """

    id: str
    say: Words
    falls: str
    since: date = field(name="from")
    cites: list[str]
    verified: Verified
    until: date | None = None
    source: str = ""
    saturday: Literal["", "friday before"] = ""
    sunday: Literal["", "monday after"] = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """When in the year a holiday falls: on `day` of `month`, or on one of its weekdays; `later` by so many days."""

    month: int
    day: int = 0
    weekday: int = 0
    which: int = 0
    later: int = 0

    def in_year(self, year: int) -> date | None:
        """Return the day in the year; None for 29 February where there is none."""
        length = calendar.monthrange(year, self.month)[1]
        if self.day:
            found = date(year, self.month, self.day) if self.day <= length else None
        else:
            days = [date(year, self.month, day) for day in range(1, length + 1)]
            found = [day for day in days if day.weekday() == self.weekday][self.which]
        return found and found + timedelta(days=self.later)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday. `falls` is the rule for it, or its one date."""

    text: HolidayText
    falls: Rule | date

    def kept_in(self, year: int) -> date | None:
        """Return the day on which the holiday of that year is kept; None where there is none in that year."""
        own = self._own_day(year)
        if own is None or own < self.text.since or (self.text.until is not None and self.text.until < own):
            return None
        if own.weekday() == _WEEKDAYS["saturday"] and self.text.saturday:
            return own - timedelta(days=1)
        if own.weekday() == _WEEKDAYS["sunday"] and self.text.sunday:
            return own + timedelta(days=1)
        return own

    def _own_day(self, year: int) -> date | None:
        if isinstance(self.falls, Rule):
            return self.falls.in_year(year)
        return self.falls if self.falls.year == year else None


def read_holidays(source: Source) -> tuple[Holiday, ...]:
    """Read a file of holidays. Faults are noted in `source`."""
    found: dict[str, Holiday] = {}
    for index, table in enumerate(source.tables("holiday")):
        at = f"holiday[{index}]"
        text = source.shaped(table, HolidayText, at)
        if text is None:
            continue
        if text.id in found:
            source.fault(f"holiday '{text.id}' is written twice", f"{at}.id")
        if text.until is not None and text.until < text.since:
            source.fault(f"holiday '{text.id}' ends on {text.until}, before it begins", f"{at}.until")
        try:
            found[text.id] = Holiday(text, _read_falls(text.falls))
        except ValueError as error:
            source.fault(f"holiday '{text.id}': {error}", f"{at}.falls")
    return tuple(found.values())


def _read_falls(text: str) -> Rule | date:
    return date.fromisoformat(text) if _ONCE.fullmatch(text) else read_rule(text)


def read_rule(text: str) -> Rule:
    """Read when in the year a holiday falls. Raises ValueError with how to write it."""
    words = " ".join(text.lower().split())
    later = 1 if words.startswith(_AFTER) else 0
    words = words.removeprefix(_AFTER)
    if match := _FLOATING.fullmatch(words):
        if match["which"] in _WHICH and match["weekday"] in _WEEKDAYS and match["month"] in _MONTHS:
            month, weekday = _MONTHS[match["month"]], _WEEKDAYS[match["weekday"]]
            return Rule(month, weekday=weekday, which=_WHICH[match["which"]], later=later)
    elif match := _FIXED.fullmatch(words):
        month, day = _MONTHS.get(match["month"], 0), int(match["day"])
        if month and 1 <= day <= calendar.monthrange(_LEAP_YEAR, month)[1]:
            return Rule(month, day=day, later=later)
    raise ValueError(f"{text!r} does not say when in the year it is; {_HOW}")
