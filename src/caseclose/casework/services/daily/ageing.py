"""Releases that nobody answered in time, and tasks that nobody did."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from caseclose.casework.services.releases.ageing import age_releases
from caseclose.casework.services.task_ageing import raise_tasks


def age(*, on: date, at: datetime) -> Counter[str]:
    """Age what waits. Counts: unknown (releases that became unknown), asked (people asked anew about one), raised
    (tasks that a supervisor is to hear of)."""
    aged = age_releases(on=on, at=at)
    return Counter({"unknown": aged.unknown, "asked": aged.tasks, "raised": raise_tasks(on=on)})
