"""Parents who pay: from wages month by month, and once in a while a tax refund that the federal office collects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q

from caseclose.casework.models import Payment, Remedy, SupportOrder
from caseclose.casework.services.payments.receiving import ReceivePayment, receive_payment
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from caseclose.practice.desk import Desk, rate

PAY_DAYS = 28
"""Every month has these days."""

CLEARINGHOUSE = Actor("clearinghouse", Role.SYSTEM)
REFUND = Decimal("420.00")
Source = Payment.Source


def take_payments(desk: Desk) -> None:
    """Record what came in today."""
    for number, amount in _wages(desk):
        _take(desk, number, amount, Source.WITHHOLDING)
    for number in _refunds(desk):
        _take(desk, number, REFUND, Source.FEDERAL_OFFSET)
    for payment in _left_over(desk):
        _receive(
            desk, payment.case_id, ReceivePayment(payment.receipt, payment.amount, payment.source, payment.received_on)
        )


def _left_over(desk: Desk) -> Iterator[Payment]:
    """What the system before us had received and not paid out: the practice office takes it in hand."""
    waiting = Payment.objects.filter(taken_on=None, disbursed_on=None, received_on__lt=desk.on)
    yield from waiting.filter(case__office__state=desk.state).order_by("pk")


def _wages(desk: Desk) -> Iterator[tuple[str, Decimal]]:
    """The cases with an order whose parent is one who pays, and whose pay day it is."""
    running = SupportOrder.objects.filter(Q(ended_on=None) | Q(ended_on__gt=desk.on), begun_on__lte=desk.on)
    for number, monthly in running.filter(case__office__state=desk.state).values_list("case_id", "monthly"):
        pay_day = 1 + int(desk.chance.share("pay day", number) * PAY_DAYS)
        if (
            pay_day in {day.day for day in desk.days}
            and monthly > 0
            and desk.chance.happens(rate("pay"), "pays", number)
        ):
            yield number, monthly


def _refunds(desk: Desk) -> Iterator[str]:
    """The cases for which the federal office collects a refund today."""
    listed = Remedy.objects.filter(kind="federal_tax_offset", ended_on=None, cases__office__state=desk.state)
    days_of_year = (desk.on.replace(month=12, day=31) - desk.on.replace(month=1, day=1) + timedelta(days=1)).days
    of_a_day = rate("federal_offsets_a_year") / days_of_year
    for number in listed.order_by("cases").values_list("cases", flat=True).distinct():
        if any(desk.chance.happens(of_a_day, "refund", number, day) for day in desk.days):
            yield number


def _take(desk: Desk, number: str, amount: Decimal, source: str) -> None:
    _receive(desk, number, ReceivePayment(f"{source}-{number}-{desk.on:%Y%m%d}", amount, source, desk.on))


def _receive(desk: Desk, number: str, payment: ReceivePayment) -> None:
    try:
        receive_payment(number=number, payment=payment, by=CLEARINGHOUSE, on=desk.on, at=desk.at)
    except Refused:
        return  # what a practice office cannot place stays with whoever sent it
