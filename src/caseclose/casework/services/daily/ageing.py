"""Releases that nobody answered in time, and tasks that nobody did."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from caseclose.casework.services.ageing import age_releases


def age(*, on: date, at: datetime) -> Counter[str]:
    """Age what waits. Counts: unknown (releases that became unknown), asked (people asked anew about one)."""
    aged = age_releases(on=on, at=at)
    return Counter({"unknown": aged.unknown, "asked": aged.tasks})
