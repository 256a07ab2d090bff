"""Working days: the days on which the offices are open, and the one meaning that counting them has here.

A working day, or business day, is no Saturday, no Sunday and no holiday of the calendar that is used. The day from
which is counted does not count itself, whether it is open or not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from caseclose.law.holidays import Holiday

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_WRITTEN = re.compile(r"([0-9]{1,4}) (?:working|business) days?")


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A count of working days."""

    count: int

    def __str__(self) -> str:
        return f"{self.count} working day{'' if self.count == 1 else 's'}"


def read_working_days(text: str) -> WorkingDays:
    """Read "2 working days" or "2 business days", which are the same here. Raises ValueError for anything else."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a count of working days; write it as in '2 working days'")
    return WorkingDays(int(match[1]))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which the offices of one state are open: all but weekends and `holidays`."""

    holidays: tuple[Holiday, ...] = ()
    _closed: dict[int, dict[date, Holiday]] = field(default_factory=dict, compare=False, repr=False)

    def open_on(self, day: date) -> bool:
        """Say whether the offices are open on the day."""
        return day.weekday() < _SATURDAY and self.holiday_on(day) is None

    def holiday_on(self, day: date) -> Holiday | None:
        """Return the holiday that is kept on the day, or None. A holiday may be kept on another day than its own."""
        if day.year not in self._closed:
            self._closed[day.year] = self._closed_in(day.year)
        return self._closed[day.year].get(day)

    def _closed_in(self, year: int) -> dict[date, Holiday]:
        """A holiday of the year before or after may be kept in this year: 1 January on 31 December."""
        kept = ((each.kept_in(own), each) for own in (year - 1, year, year + 1) for each in self.holidays)
        return {day: each for day, each in kept if day is not None and day.year == year}


def working_days_after(start: date, count: int, calendar: Calendar) -> date:
    """Return the day on which `count` working days after `start` are over: itself a working day where `count` > 0.

    Counted from a Friday, one working day ends on Monday; so it does from the Saturday and the Sunday after it.
    """
    day = start
    while count > 0:
        day += _ONE_DAY
        count -= calendar.open_on(day)
    return day


def latest_working_start(as_of: date, count: int, calendar: Calendar) -> date:
    """Return the latest day from which `count` working days are over by `as_of`.

    `working_days_after(day, count, calendar) <= as_of` holds for every day up to it, and for no later one.
    """
    day = as_of
    while count > 0:
        count -= calendar.open_on(day)
        day -= _ONE_DAY
    return day
