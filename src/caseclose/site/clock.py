"""The one place that reads the clock. Everything else is told what day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock


def today(zone: str) -> date:
    """Return the calendar date in an agency's zone."""
    return datetime.now(ZoneInfo(zone)).date()  # noqa: TID251 - this is the clock
