"""Reopening a closed case: same number, history kept, the new application and its fee recorded."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from caseclose.casework.models import Case, Closure, ReleaseOrder, Task
from caseclose.casework.services import journal
from caseclose.casework.services.messages import post_letter
from caseclose.closure.commands import Actor
from caseclose.closure.events import CaseReopened
from caseclose.closure.refused import Refused
from caseclose.closure.steps import STAFF

APPLICATION = "application"
BASES = (APPLICATION, "referral", "correction")
"""Why a case is opened again: the former recipient applied, an aid program referred it, or the closing was wrong."""


def reopen_case(
    *,
    number: str,
    basis: str,
    by: Actor,
    on: date,
    at: datetime,
    application_on: date | None = None,
    fee: Decimal = Decimal(0),
) -> Closure:
    """Open a closed case again. Raises Refused where it is not closed, or an application is needed and not there.

    Releases that were not yet sent are taken back; what has been let go is listed for a person to look at.
    """
    if by.role not in STAFF:
        raise Refused("wrong_role", command="reopen", role=by.role, by=STAFF)
    if basis == APPLICATION and application_on is None:
        raise Refused("application_needed")
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(number=number)
        closure = case.closures.filter(step="closed").order_by("-id").first()
        if case.open or closure is None:
            raise Refused("not_closed")
        event = CaseReopened(on, basis, application_on, int(fee * 100))
        _open(case, on, event)
        _take_back_releases(case, closure, on)
        post_letter(case=case, closure=closure, letter="case_reopened", on=on)
        body = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(event).items()}
        line = journal.Line(number, closure.pk, "CaseReopened", on, at, by.name, by.role.value, body)
        journal.append([line])
    return closure


def _open(case: Case, on: date, event: CaseReopened) -> None:
    case.kind = Case.Kind.ENFORCEMENT
    case.reopened_on = on
    case.enforcement_closed_on = None
    case.application_fee_cents = event.fee_cents
    case.save(update_fields=["kind", "reopened_on", "enforcement_closed_on", "application_fee_cents"])


def _take_back_releases(case: Case, closure: Closure, on: date) -> None:
    waiting = closure.releases.filter(state=ReleaseOrder.State.MADE)
    for order in waiting:
        case.messages.filter(key=f"release:{order.pk}", state="waiting").delete()
    waiting.update(state=ReleaseOrder.State.KEPT, reason="the case was reopened before the release was sent")
    gone = closure.releases.exclude(state=ReleaseOrder.State.KEPT).values_list("kind", flat=True)
    if gone:
        Task.objects.create(
            case=case,
            key=f"reopened:{closure.pk}:{on.isoformat()}",
            kind="remedies_after_reopening",
            words=f"Decide which remedies to place again: {', '.join(gone)}"[:300],
            due_on=on,
        )
