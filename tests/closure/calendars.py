"""When each local day begins in the zones of the United States, by hand: from the Uniform Time Act, not from a table.

Clocks change at two in the morning. Since 2007 daylight time runs from the second Sunday of March to the first Sunday
of November; in 2005 and 2006 it ran from the first Sunday of April to the last Sunday of October.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

A_DAY = timedelta(days=1)
HALF_HOUR = 30 * 60
NEW_RULE = 2007


@dataclass(frozen=True)
class Zone:
    """A zone: its name in the tz database, how many hours it is from UTC in winter, and whether its clocks change."""

    name: str
    hours: int
    changes: bool


ZONES = {
    "Eastern": Zone("America/New_York", -5, changes=True),
    "Central": Zone("America/Chicago", -6, changes=True),
    "Mountain": Zone("America/Denver", -7, changes=True),
    "Arizona": Zone("America/Phoenix", -7, changes=False),
    "Pacific": Zone("America/Los_Angeles", -8, changes=True),
    "Alaska": Zone("America/Anchorage", -9, changes=True),
    "Hawaii": Zone("Pacific/Honolulu", -10, changes=False),
    "Puerto Rico": Zone("America/Puerto_Rico", -4, changes=False),
    "Guam": Zone("Pacific/Guam", 10, changes=False),
}


def sunday(year: int, month: int, which: int) -> date:
    """The first Sunday of a month is 1, the second 2; the last is 0."""
    first = date(year, month, 1)
    if which == 0:
        return sunday(year, month, 4) + (A_DAY * 7 if sunday(year, month, 5).month == month else A_DAY * 0)
    return first + A_DAY * ((6 - first.weekday()) % 7 + 7 * (which - 1))


def spring_change(year: int) -> date:
    """The day on which clocks go forward."""
    return sunday(year, 3, 2) if year >= NEW_RULE else sunday(year, 4, 1)


def autumn_change(year: int) -> date:
    """The day on which clocks go back."""
    return sunday(year, 11, 1) if year >= NEW_RULE else sunday(year, 10, 0)


def begins(zone: Zone, day: date) -> int:
    """The moment at which a local day begins, in seconds. On the day of a change midnight still has the old time."""
    daylight = zone.changes and spring_change(day.year) < day <= autumn_change(day.year)
    midnight = datetime.combine(day, time(), UTC) - timedelta(hours=zone.hours + daylight)
    return int(midnight.timestamp())


def half_hours(zone: Zone, day: date) -> range:
    """Every half hour of a local day: 48 of them, 46 in spring when clocks change, 50 in autumn."""
    return range(begins(zone, day), begins(zone, day + A_DAY), HALF_HOUR)
