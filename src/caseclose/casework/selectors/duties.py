"""Duties with a clock: what is owed, what is overdue, and with whom a case is shared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from caseclose.casework.models import AgencyAddress, AgencyMessage, Case, Duty, OtherAgency, Payment
from caseclose.casework.selectors.service_levels import due_on

OWED = Q(done_on=None, lifted_on=None)


def still_owed() -> QuerySet[Duty]:
    """The duties that are neither done nor lifted, the oldest first."""
    return Duty.objects.filter(OWED).order_by("pk")


def overdue_duties(on: date) -> QuerySet[Duty]:
    """The duties whose last day in time has passed before `on`. One that is done on its last day is in time."""
    return still_owed().filter(due_on__lt=on)


def agencies_on(case: Case, role: str = "") -> list[OtherAgency]:
    """The other agencies that share the case now; `role` leaves only the initiating or the responding ones."""
    found = OtherAgency.objects.filter(case=case, ended_on=None).order_by("pk")
    return list(found.filter(role=role) if role else found)


def shared_cases(numbers: Sequence[str]) -> frozenset[str]:
    """Return those of the cases that another agency shares, or about which something is still owed to one."""
    agencies = OtherAgency.objects.filter(case__among=numbers, ended_on=None).values_list("case", flat=True)
    owed = still_owed().filter(case__among=numbers).values_list("case", flat=True)
    return frozenset(agencies) | frozenset(owed)


ROW = ("pk", "case_id", "kind", "trigger", "agency__code", "arisen_on", "due_on", "to_decide", "done_on", "lifted_on",
       "done_by", "words", "message__key", "message__state")  # fmt: skip


def duties_of(number: str) -> list[dict[str, Any]]:
    """Every duty of case `number` with its trigger, its days and how it ended, the oldest first."""
    return [dict(row) for row in Duty.objects.filter(case_id=number).order_by("pk").values(*ROW)]


def duties_owed(overdue_on: date | None = None) -> list[dict[str, Any]]:
    """Every duty that is still owed, in all cases; only the overdue ones where a day is named."""
    found = still_owed() if overdue_on is None else overdue_duties(overdue_on)
    return [dict(row) for row in found.values(*ROW)]


def agencies_of(number: str) -> list[dict[str, Any]]:
    """Every agency that shares or shared the case, with what it is called and where letters to it go."""
    found = OtherAgency.objects.filter(case_id=number).order_by("pk")
    rows = [dict(row) for row in found.values("role", "code", "their_case", "way", "begun_on", "ended_on")]
    known = AgencyAddress.objects.in_bulk({row["code"] for row in rows})
    return [{**row, **_where(known.get(row["code"]))} for row in rows]


def agency_addresses() -> list[dict[str, Any]]:
    """Every agency that is on record in a case or has an address, by its code, and in how many cases it is."""
    shared = OtherAgency.objects.filter(ended_on=None).values_list("code").annotate(cases=Count("case", distinct=True))
    cases, known = dict(shared), AgencyAddress.objects.in_bulk()
    codes = sorted({*cases, *known})
    return [{"code": code, "cases": cases.get(code, 0), **_where(known.get(code))} for code in codes]


def _where(known: AgencyAddress | None) -> dict[str, Any]:
    return {"name": known.name if known else "", "mailing_address": known.mailing_address if known else []}


def agency_messages(number: str) -> list[dict[str, Any]]:
    """What other agencies wrote about the case, without its words: they may hold anything about anyone."""
    found = AgencyMessage.objects.filter(agency__case_id=number).order_by("pk")
    return [dict(row) for row in found.values("kind", "agency__code", "arrived_at", "recorded_on")]


def must_still_pay_out(number: str) -> bool:
    """Say whether the closed case still takes and pays out what arrives: the responding agency was not told yet."""
    return still_owed().filter(case_id=number, kind="keep_paying_out").exists()


def payments_to_pay_out(duty: Duty, on: date) -> list[Payment]:
    """The payments since the closing that made the duty that should have been paid out before `on`, and were not."""
    found = Payment.objects.filter(case_id=duty.case_id, received_on__gte=duty.arisen_on, disbursed_on=None)
    state = duty.case.state
    return [payment for payment in found.order_by("pk") if due_on("payout_span", state, payment.received_on) < on]
