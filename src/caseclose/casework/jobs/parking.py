"""Jobs that break again and again are parked: they are not begun any more until a person has looked at them."""

from __future__ import annotations

from datetime import date

from caseclose.casework.models import Task
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.outbox.broken import broken

PARKED = "job_parked"
TRIES = 5
"""How often a job is begun before it is parked."""


def park(name: str, error: BaseException, on: date) -> None:
    """Park the job `name`, and ask a person to look at it."""
    times = Task.objects.filter(kind=PARKED, key__startswith=_key(name)).count()
    if not is_parked(name):
        said = {"job": name, "tries": str(TRIES), "where": broken(error)}
        ask_once(asked(case=None, key=f"{_key(name)}{times + 1}", kind=PARKED, due=on, **said))


def is_parked(name: str) -> bool:
    """Say whether a person has still to look at the job. When the task is done, the job is begun again."""
    return Task.objects.filter(kind=PARKED, key__startswith=_key(name), done_on=None).exists()


def _key(name: str) -> str:
    return f"job:{name}:"
