"""Outages of the public site: where people could not answer shortly before a case was to close, it closes later.

A case that was closed within that time reaches a person: somebody may have tried to answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import transaction

from caseclose.casework.models import Closure, WebOutage
from caseclose.casework.services import journal
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.locking import lock_cases
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role, Step
from caseclose.law.safeguards import outage_rule

MAY_RECORD = frozenset({Role.SUPERVISOR, Role.SYSTEM})
_RUNNING = (Step.NOTICED.value, Step.REPLIED.value)


@dataclass(frozen=True, slots=True)
class RecordOutage:
    """Record that people could not reach the public site from a moment to another."""

    began_at: datetime
    ended_at: datetime
    name: ClassVar[str] = "record_outage"


@dataclass(frozen=True, slots=True)
class OutageRecorded:
    """The number of the outage, how many cases close later for it, and about how many closed ones a person is asked."""

    id: int
    moved: int
    asked: int


def record_outage(*, outage: RecordOutage, by: Actor, on: date, at: datetime) -> OutageRecorded:
    """Record an outage and move each deadline that it touched. Recorded twice, it moves nothing the second time.

    Raises Refused where it ends before it begins, or has not ended yet.
    """
    require_role(by, MAY_RECORD, outage.name)
    if not outage.began_at < outage.ended_at <= at:
        raise Refused("outage_not_over")
    with transaction.atomic():
        made = WebOutage.objects.create(
            began_at=outage.began_at, ended_at=outage.ended_at, recorded_by=by.name, recorded_on=on
        )
        found = _touched(outage)
        lock_cases(closure.case_id for closure in found)
        lines = [line for closure in _touched(outage) if (line := _moved(closure, made, by, on, at))]
        told = {"outage": made.pk, "began_at": made.began_at.isoformat(), "ended_at": made.ended_at.isoformat()}
        journal.append([journal.Line(None, None, "OutageRecorded", on, at, by.name, by.role.value, told), *lines])
        return OutageRecorded(made.pk, len(lines), sum(_asks(closure, made, on) for closure in _closed(outage)))


def _touched(outage: RecordOutage) -> list[Closure]:
    """Return the closings whose notice runs and whose day may lie within reach of the outage, in any zone."""
    reach = timedelta(days=outage_rule().last_days + 1)
    first, last = outage.began_at.date() - timedelta(days=1), outage.ended_at.date() + reach
    found = Closure.objects.filter(step__in=_RUNNING, earliest_close_on__gte=first, earliest_close_on__lte=last)
    return list(found.select_related("case__office").order_by("case", "pk"))


def _moved(closure: Closure, outage: WebOutage, by: Actor, on: date, at: datetime) -> journal.Line | None:
    """Move the day before which a case does not close, where people had too little time; return what is told of it."""
    zone, was = ZoneInfo(closure.case.office.zone), closure.earliest_close_on
    began, ended = outage.began_at.astimezone(zone).date(), outage.ended_at.astimezone(zone).date()
    days = timedelta(days=outage_rule().last_days)
    if was is None or began > was or ended < was - days:
        return None
    earliest = max(was, ended + days)
    if earliest == was:
        return None
    Closure.objects.filter(pk=closure.pk).update(earliest_close_on=earliest)
    body = {"earliest_close_on": earliest.isoformat(), "outage": outage.pk}
    return journal.Line(closure.case_id, closure.pk, "DeadlineMoved", on, at, by.name, by.role.value, body)


def _closed(outage: RecordOutage) -> list[Closure]:
    days = (outage.began_at.date(), outage.ended_at.date())
    found = Closure.objects.filter(step=Step.CLOSED.value, closed_on__range=days, noticed_on__isnull=False)
    return list(found.order_by("pk"))


def _asks(closure: Closure, outage: WebOutage, on: date) -> bool:
    key = f"outage:{outage.pk}:{closure.pk}"
    return ask_once(asked(case=closure.case_id, key=key, kind="closed_in_outage", due=on))
