"""Releases that nobody answered in time, letters that nobody proved to have mailed, and tasks that nobody did."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from caseclose.casework.services.outbox.mailed import ask_for_proofs
from caseclose.casework.services.releases.ageing import age_releases
from caseclose.casework.services.task_ageing import raise_tasks


def age(*, on: date, at: datetime) -> Counter[str]:
    """Age what waits. Counts: unknown (releases that became unknown), asked (people asked anew about one), not_proven
    (people asked anew about a letter without proof of mailing), raised (tasks that a supervisor is to hear of)."""
    aged, not_proven = age_releases(on=on, at=at), ask_for_proofs(on=on)
    return Counter(
        {"unknown": aged.unknown, "asked": aged.tasks, "not_proven": not_proven, "raised": raise_tasks(on=on)}
    )
