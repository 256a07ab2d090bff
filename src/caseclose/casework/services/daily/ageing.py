"""Releases that nobody answered in time, letters that nobody proved to have mailed, and tasks that nobody did."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from caseclose.casework.services.outbox.mailed import ask_about_late_letters, ask_for_proofs
from caseclose.casework.services.releases.ageing import age_releases
from caseclose.casework.services.task_ageing import raise_tasks


def age(*, on: date, at: datetime) -> Counter[str]:
    """Age what waits. Counts: unknown (releases that became unknown), asked (people asked anew about one), not_proven
    and not_mailed (people asked anew about a letter without proof of mailing, or one that was not given over in time),
    raised (tasks that a supervisor is to hear of)."""
    aged = age_releases(on=on, at=at)
    letters = {"not_proven": ask_for_proofs(on=on), "not_mailed": ask_about_late_letters(on=on)}
    return Counter({"unknown": aged.unknown, "asked": aged.tasks, **letters, "raised": raise_tasks(on=on)})
