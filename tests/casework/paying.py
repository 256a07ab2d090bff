"""Cases with money, and short ways to act on it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from caseclose.casework.models import Case, Disbursement, Participant, Person
from caseclose.casework.selectors.ledger_check import faults_of_ledger
from caseclose.casework.selectors.money import position
from caseclose.casework.services.outbox.answers import take_answers
from caseclose.casework.services.outbox.sending import send_waiting
from caseclose.casework.services.payments.ageing import age_payments
from caseclose.casework.services.payments.orders import PARTY
from caseclose.casework.services.payments.paying import pay_out_due
from caseclose.casework.services.payments.receiving import Received, ReceivePayment, receive_payment
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role
from caseclose.outside.desk import Desk
from caseclose.outside.fakes import FakeParty
from caseclose.outside.payment_center import own_record
from caseclose.outside.weather import CALM, Weather
from tests.casework.factories import a_case, a_person, at_noon, on_aid

CLERK = Actor("clerk three", Role.INTAKE)
WORKER = Actor("worker one", Role.CASEWORKER)
MONDAY = date(2026, 11, 16)
"""A Monday with no holiday in its week."""

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in range(1, 5))
NEXT_MONDAY = MONDAY + timedelta(days=7)


def a_paying_case(
    number: str = "1",
    *,
    kind: str = "enforcement",
    state: str = "ca",
    arrears: tuple[str, str] | None = ("0.00", "0.00"),
    order: str | None = "runs",
    aid: bool | None = False,
    found: bool = True,
) -> Case:
    """A case with a custodial party and a noncustodial parent who can both be reached.

    `order` runs, has ended, or is not on record; `aid` is on record as running, as over, or not at all.
    """
    case = a_case(
        number,
        state=state,
        kind=kind,
        arrears=arrears,
        arrears_on=date(2026, 10, 31) if arrears else None,
        order_begun_on=date(2016, 1, 1) if order else None,
        order_ended_on=date(2026, 6, 1) if order == "ended" else None,
    )
    if aid is not None:
        on_aid(case, "cash_aid", ended_on=None if aid else date(2020, 1, 1))
    for role in (Participant.Role.CUSTODIAL_PARTY, Participant.Role.NONCUSTODIAL_PARENT):
        person = a_person(case, role)
        if found:
            Person.objects.filter(pk=person.pk).update(mailing_address=["1 Made Street", "Madetown"])
    return case


def receive(
    amount: str,
    *,
    number: str = "1",
    receipt: str = "P1",
    source: str = "withholding",
    received_on: date = MONDAY,
    on: date | None = None,
    by: Actor = CLERK,
    key: str = "",
) -> Received:
    """Record a payment on the day on which it came in, or on `on`."""
    day = on or received_on
    payment = ReceivePayment(receipt, Decimal(amount), source, received_on)
    return receive_payment(number=number, payment=payment, by=by, on=day, at=at_noon(day), key=key)


def accounts(number: str = "1", on: date = date(2027, 12, 31)) -> dict[str, str]:
    """What stands on each account of the case."""
    return {account: str(amount) for account, amount in position(number, on).accounts.items()}


def adds_up() -> bool:
    """Whether the whole ledger does; where not, the faults are in the error."""
    faults = faults_of_ledger()
    assert not faults, faults
    return True


class Outside:
    """The outside world for money: the agency's own systems behind the port, in this weather."""

    def __init__(self, weather: Weather = CALM) -> None:
        self.own_systems = FakeParty("own_systems", weather)
        self.ports = {PARTY: Desk(own_record, self.own_systems)}


def the_day(on: date, outside: Outside) -> None:
    """The part of a day's work that is about money: pay, send, take answers, age."""
    at = at_noon(on)
    pay_out_due(on=on, at=at)
    send_waiting(on=on, at=at, ports=outside.ports)
    take_answers(on=on, at=at, ports=outside.ports)
    age_payments(on=on, at=at)


def orders() -> dict[str, str]:
    """How each order to pay out stands, by whom it is for."""
    return {order.payee: order.state for order in Disbursement.objects.order_by("pk")}
