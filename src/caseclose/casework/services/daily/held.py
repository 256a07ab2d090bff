"""What the system may not settle waits for a person. One open task at a time asks about each rule that holds a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from caseclose.casework.models import Task
from caseclose.casework.services.acting import Trouble
from caseclose.casework.services.asked import ask_once, asked, asked_why
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.outbox.broken import broken
from caseclose.casework.services.rows import HELD
from caseclose.closure.refused import Refused

BROKEN = "work_breaks"
UNREADABLE = "unreadable_records"


def hold(troubles: dict[str, Trouble], occasion: Occasion) -> int:
    """Ask a person to look at each of these locked cases; return about how many nobody was asked yet."""
    before, new = _asked(troubles), 0
    for number, trouble in troubles.items():
        kind = trouble.rule if isinstance(trouble, Refused) else UNREADABLE
        times, still_asked = before.get((number, kind), (0, False))
        if not still_asked:
            key = f"{HELD}{number}:{kind}" + (f":{times + 1}" if times else "")
            occasion.tasks.append(asked_why(trouble, case=number, key=key, kind=kind, due=occasion.on))
            new += 1
    return new


def hold_broken(number: str, error: Exception, on: date) -> bool:
    """Ask a person to look at a case that broke the work itself; say whether that is new."""
    return ask_once(asked(case=number, key=f"{HELD}{number}:{BROKEN}", kind=BROKEN, due=on, where=broken(error)))


def _asked(numbers: Iterable[str]) -> dict[tuple[str, str], tuple[int, bool]]:
    """Return how often it was asked what holds each case, by case and rule, and whether somebody is asked now."""
    found: dict[tuple[str, str], tuple[int, bool]] = {}
    tasks = Task.objects.filter(case__among=numbers, key__startswith=HELD)
    for number, kind, done_on in tasks.values_list("case_id", "kind", "done_on"):
        times, still_asked = found.get((number, kind), (0, False))
        found[number, kind] = times + 1, still_asked or done_on is None
    return found
