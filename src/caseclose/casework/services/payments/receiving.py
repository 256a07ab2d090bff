"""Receiving a payment: recorded once for its receipt, and placed at once, in one transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from django.db import IntegrityError, transaction

from caseclose.casework.models import Case, Payment
from caseclose.casework.models.money import Account
from caseclose.casework.services import journal, keys
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.payments.ledger import Draft, Kind, only_forward, write
from caseclose.casework.services.payments.placing import place, settle
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK, Role
from caseclose.law.sharing import AGENCY, BACK, FAMILY, HELD, STATE, Part, total

WHO = DESK | {Role.SYSTEM}
MOST = Decimal("9999999999.99")
_CENT = Decimal("0.01")
_RECEIPT_LENGTH = 64


@dataclass(frozen=True, slots=True)
class ReceivePayment:
    """Record a payment that came in on `received_on`."""

    receipt: str
    amount: Decimal
    source: str
    received_on: date
    name: ClassVar[str] = "receive_payment"


@dataclass(frozen=True, slots=True)
class Received:
    """A payment on record, under which rule its parts were placed, and how much goes where.

    `repeated` says that the receipt was on record already and nothing was done again.
    """

    case: str
    receipt: str
    rule: str = ""
    family: Decimal = Decimal(0)
    state: Decimal = Decimal(0)
    back: Decimal = Decimal(0)
    agency: Decimal = Decimal(0)
    held: Decimal = Decimal(0)
    repeated: bool = False


def receive_payment(
    *, number: str, payment: ReceivePayment, by: Actor, on: date, at: datetime, key: str = ""
) -> Received:
    """Record a payment on the case `number` and place it by rule. The same receipt again does nothing.

    Raises Refused where the receipt stands for another payment, or the payment cannot be one; Case.DoesNotExist.
    """
    require_role(by, WHO, payment.name)
    _check(payment, on)
    try:
        return _receive(number, payment, by, on, at, key)
    except IntegrityError:  # another case took the receipt at the same moment: now it can be seen
        return _receive(number, payment, by, on, at, key)


def _receive(number: str, payment: ReceivePayment, by: Actor, on: date, at: datetime, key: str) -> Received:
    with transaction.atomic():
        case = lock_case(number)
        keys.answer_given(key, number, payment)
        before = Payment.objects.filter(receipt=payment.receipt).first()
        if before is not None and _known(before, number, payment):
            return Received(number, payment.receipt, repeated=True)
        only_forward(number, on)
        received = before or Payment(
            case=case,
            receipt=payment.receipt,
            amount=payment.amount.quantize(_CENT),
            source=payment.source,
            received_on=payment.received_on,
        )
        done = _take(received, case, by, on, at)
        keys.spend(key, number, payment, {"receipt": payment.receipt}, on)
    return done


def _take(payment: Payment, case: Case, by: Actor, on: date, at: datetime) -> Received:
    """Take the payment in hand: into the ledger as held, then each part to its place."""
    payment.taken_on = on
    payment.save()
    sides: dict[str, Decimal] = {Account.RECEIVED: -payment.amount, Account.HELD: payment.amount}
    body = {
        "payment": payment.pk,
        "receipt": payment.receipt,
        "amount": str(payment.amount),
        "source": payment.source,
        "received_on": payment.received_on.isoformat(),
    }
    came = Draft(case.number, Kind.RECEIVED, sides, on, payment.received_on, payment=payment.pk, body=body)
    lines = write([came], by=by, at=at)
    placed = place(payment, case, payment.amount, by=by, on=on, at=at)
    journal.append([*lines, *settle(payment, case, placed, by=by, on=on, at=at)])
    return as_received(payment, placed.rule, placed.parts)


def as_received(payment: Payment, rule: str, parts: tuple[Part, ...]) -> Received:
    """Say of a payment how much of it was placed where."""
    family, state, back, agency, held = (total(parts, to) for to in (FAMILY, STATE, BACK, AGENCY, HELD))
    return Received(payment.case_id, payment.receipt, rule, family, state, back, agency, held)


def _check(payment: ReceivePayment, on: date) -> None:
    reason = ""
    if not (
        0 < len(payment.receipt) <= _RECEIPT_LENGTH and payment.receipt.isascii() and payment.receipt.isprintable()
    ):
        reason = f"a receipt has 1 to {_RECEIPT_LENGTH} plain characters"
    elif not payment.amount.is_finite() or not 0 < payment.amount <= MOST or payment.amount % _CENT:
        reason = f"{payment.amount} is not an amount of dollars and cents above nothing"
    elif payment.source not in Payment.Source.values:
        reason = f"'{payment.source}' is not a source of money: {', '.join(Payment.Source.values)}"
    elif payment.received_on > on:
        reason = f"it cannot have been received on {payment.received_on} already"
    if reason:
        raise Refused("payment_not_usable", reason=reason)


def _known(before: Payment, number: str, payment: ReceivePayment) -> bool:
    """Say whether the receipt needs nothing more: it was taken here, or another system paid it out.

    Raises Refused where it stands for another payment than this one.
    """
    known = {
        "case": before.case_id,
        "amount": before.amount,
        "source": before.source,
        "received_on": before.received_on,
    }
    told = {"case": number, **asdict(payment)}
    other = tuple(f"{name}: {value}, not {told[name]}" for name, value in known.items() if value != told[name])
    if other:
        raise Refused("receipt_taken", receipt=payment.receipt, other=other)
    return before.taken_on is not None or before.disbursed_on is not None
