"""The day's work: notices that are due go out, cases whose day has come are closed or kept open.

Run twice, or after days that were missed, it ends the same: each act is a command with a key of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from caseclose.casework.models import Task
from caseclose.casework.selectors.closures import closures_awaiting_notice, closures_due
from caseclose.casework.services.acting import act
from caseclose.closure.commands import Actor, Close, KeepOpen, SendNotice
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

SYSTEM = Actor("system", Role.SYSTEM)
NO_LONGER_HOLDS = frozenset({"criterion_not_met", "not_granted"})
"""Refusals on the closing day that end the closing: the facts have changed and the case stays open."""


@dataclass
class DaysWork:
    """What a day's work did, by kind, and the cases that wait for a person with the rule that holds each."""

    done: Counter[str] = field(default_factory=Counter)
    waiting: dict[str, str] = field(default_factory=dict)


def work_day(*, on: date, at: datetime, progress: Callable[[int], None] | None = None) -> DaysWork:
    """Do the work that is due on `on`."""
    work = DaysWork()
    steps = 0
    for number in closures_awaiting_notice():
        _try(work, "notices_sent", number, on, at, SendNotice(on))
        steps += 1
        if progress is not None:
            progress(steps)
    for number in closures_due(on):
        _close(work, number, on, at)
        steps += 1
        if progress is not None:
            progress(steps)
    return work


def _try(work: DaysWork, kind: str, number: str, on: date, at: datetime, command: SendNotice) -> None:
    try:
        act(number=number, command=command, by=SYSTEM, on=on, at=at)
        work.done[kind] += 1
    except Refused as refused:
        _to_a_person(work, number, refused, on)


def _close(work: DaysWork, number: str, on: date, at: datetime) -> None:
    try:
        act(number=number, command=Close(), by=SYSTEM, on=on, at=at)
        work.done["closed"] += 1
    except Refused as refused:
        if refused.rule in NO_LONGER_HOLDS and not refused.unknown:
            act(number=number, command=KeepOpen((refused.words("en"),)), by=SYSTEM, on=on, at=at)
            work.done["kept_open"] += 1
        else:
            _to_a_person(work, number, refused, on)


def _to_a_person(work: DaysWork, number: str, refused: Refused, on: date) -> None:
    """What the system may not settle waits for a person, once for each rule that holds it."""
    work.waiting[number] = refused.rule
    Task.objects.get_or_create(
        key=f"held:{number}:{refused.rule}",
        defaults={"case_id": number, "kind": refused.rule, "words": str(refused)[:300], "due_on": on},
    )
