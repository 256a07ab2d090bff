"""The one small door through which screens ask what time it is. What stands behind it is named in the settings."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string


def now() -> datetime:
    """Return this moment, in UTC."""
    moment: datetime = import_string(settings.CLOCK_NOW)()
    return moment


def today(zone: str) -> date:
    """Return the day in the zone of an office."""
    day: date = import_string(settings.CLOCK_TODAY)(zone)
    return day
