"""A case that California's small-debt rule lets the agency close, and short ways to act on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from caseclose.closure.commands import Actor, Approve, Close, Command, Propose, SendNotice
from caseclose.closure.steps import Role

if TYPE_CHECKING:
    from caseclose.casework.models import Case
    from caseclose.casework.services.acting import Done

DAY = date(2026, 11, 22)
DUE = date(2027, 1, 21)
"""Sixty calendar days after DAY."""

WORKER = Actor("worker one", Role.CASEWORKER)
SUPERVISOR = Actor("supervisor two", Role.SUPERVISOR)
CLERK = Actor("clerk three", Role.INTAKE)
SYSTEM = Actor("system", Role.SYSTEM)

SETTLED = {
    "current_order": "false",
    "arrears_payment_made": "false",
    "documentation_on_file": "true",
    "payment_processing_case": "false",
    "served_action_pending": "false",
    "money_held": "false",
    "bypass_flag": "false",
}
"""Facts that leave nothing open before the closing day."""


def a_closable_case(number: str = "1", *, remedies: tuple[str, ...] = (), **findings: str) -> Case:
    """Store a case with a small debt, no order, and nothing that bars its closing."""
    from caseclose.casework.models import Balance, Case, Finding, Office, Remedy

    office, _ = Office.objects.get_or_create(
        code="ca", defaults={"state": "ca", "name": "An office", "zone": "America/Los_Angeles"}
    )
    case = Case.objects.create(number=number, office=office, opened_on=date(2015, 1, 1))
    Balance.objects.create(case=case, as_of=date(2026, 11, 1), family=Decimal("312.40"), assigned=Decimal("0.00"))
    for fact, value in {**SETTLED, **findings}.items():
        Finding.objects.create(case=case, fact=fact, value=value, found_on=date(2026, 11, 1), found_by="worker one")
    for kind in remedies:
        Remedy.objects.create(kind=kind, placed_on=date(2020, 1, 1)).cases.add(case)
    return case


def moment(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def do(command: Command, by: Actor = WORKER, on: date = DAY, number: str = "1", key: str = "") -> Done:
    from caseclose.casework.services.acting import act

    return act(number=number, command=command, by=by, on=on, at=moment(on), key=key)


def noticed(number: str = "1") -> None:
    """Take a closable case to the point where its notice has gone out."""
    do(Propose("ca.b1"), number=number)
    do(Approve(), SUPERVISOR, number=number)
    send_notice(number)


def send_notice(number: str = "1", on: date = DAY) -> None:
    """Make the notice, and let it be mailed on the same day."""
    do(SendNotice(on), SYSTEM, on, number)
    gone_out(number, on)


def gone_out(number: str = "1", on: date = DAY) -> None:
    """The notice of the case was mailed, on the day on which it was made."""
    from caseclose.casework.models import OutboxMessage
    from caseclose.casework.services.outbox.messages import OF_NOTICES

    OutboxMessage.objects.filter(OF_NOTICES, case=number).update(state="sent", sent_on=on, mailed_on=on)


def closed(number: str = "1") -> None:
    """Take a closable case all the way."""
    noticed(number)
    do(Close(), SYSTEM, DUE, number)
