"""Orders to pay out: the moves that one may make, each with its movement in the ledger, its journal entry and tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Max

from caseclose.casework.models import Disbursement, Movement, OutboxMessage, Payment
from caseclose.casework.services import journal
from caseclose.casework.services.payments import asking
from caseclose.casework.services.payments.ledger import Account, Draft, Kind, write
from caseclose.casework.services.payments.placing import note_gone
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role

PAYMENT = "payment"
"""The kind of message that carries an order to pay out."""

PARTY = "payment_disbursement"
"""The party that pays money out."""

State = Disbursement.State
SYSTEM = Actor("system", Role.SYSTEM)
UNDER_WAY = (State.SENT, State.ACCEPTED, State.UNKNOWN)
OPEN = (State.MADE, *UNDER_WAY, State.REFUSED)

MOVES: Mapping[State, frozenset[State]] = {
    State.MADE: frozenset({State.SENT, State.REFUSED}),
    State.SENT: frozenset({State.ACCEPTED, State.CONFIRMED, State.REFUSED, State.UNKNOWN}),
    State.ACCEPTED: frozenset({State.CONFIRMED, State.REFUSED, State.UNKNOWN}),
    State.UNKNOWN: frozenset({State.ACCEPTED, State.CONFIRMED, State.REFUSED}),
}
"""Where sending, answers and time may take an order."""

PERSONS_MOVES: Mapping[State, frozenset[State]] = {
    State.UNKNOWN: frozenset({State.CONFIRMED, State.DROPPED}),
    State.REFUSED: frozenset({State.DROPPED}),
}
"""Where a member of staff who has found out may take an order. What is dropped may be paid anew."""

_DATES = {
    State.SENT: "sent_on",
    State.ACCEPTED: "answered_on",
    State.CONFIRMED: "answered_on",
    State.REFUSED: "answered_on",
}
_ASKED = {State.REFUSED: asking.REFUSED, State.UNKNOWN: asking.UNKNOWN}


def move(
    orders: Sequence[Disbursement], to: State, *, on: date, at: datetime, reason: str = "", by: Actor = SYSTEM
) -> None:
    """Move orders, whose cases the caller has locked and whose moves it has looked up, to `to`.

    The books are written forward only: where a case has something later than `on`, that day is used.
    """
    if not orders:
        return
    days = _days(orders, on)
    drafts = [draft for order in orders if (draft := _draft(order, to, days[order.case_id], reason)) is not None]
    lines = write(drafts, by=by, at=at) if drafts else []
    lines += [line for order in orders if (line := _line(order, to, days[order.case_id], reason, by, at)) is not None]
    for order in orders:
        order.state, order.reason = to, (reason or order.reason)[:300]
        if to in _DATES:
            setattr(order, _DATES[to], days[order.case_id])
    Disbursement.objects.bulk_update(orders, ["state", "reason", "sent_on", "answered_on"])
    note_gone(Payment.objects.filter(pk__in={order.payment_id for order in orders}), on)
    _ask(orders, to, on)
    journal.append(lines)


def _days(orders: Sequence[Disbursement], on: date) -> dict[str, date]:
    cases = {order.case_id for order in orders}
    newest = Movement.objects.filter(case_id__in=cases).values_list("case_id").annotate(newest=Max("on"))
    return dict.fromkeys(cases, on) | {case: max(on, day) for case, day in newest}


def _draft(order: Disbursement, to: State, day: date, reason: str) -> Draft | None:
    """The movement that goes with the move; None where no money moves."""
    here, way, paid = Account(order.payee), Account.ON_THE_WAY, Account(f"paid_{order.payee}")
    if to is State.SENT:
        kind, source, target = Kind.SENT, here, way
    elif to is State.CONFIRMED:
        kind, source, target = Kind.PAID, way, paid
    elif to in {State.REFUSED, State.DROPPED} and order.state in UNDER_WAY:
        kind, source, target = Kind.CAME_BACK, way, here
    else:
        return None
    return Draft(
        order.case_id,
        kind,
        {source: -order.amount, target: order.amount},
        day,
        day,
        payment=order.payment_id,
        disbursement=order.pk,
        body=_told(order, reason),
    )


def _line(order: Disbursement, to: State, day: date, reason: str, by: Actor, at: datetime) -> journal.Line | None:
    """What the journal is told of a move of which no movement tells it."""
    kind = {State.UNKNOWN: "PaymentUnknown", State.DROPPED: "PaymentOrderDropped"}.get(to)
    if to is State.REFUSED and order.state == State.MADE:
        kind = "PaymentRefused"
    if kind is None:
        return None
    return journal.Line(order.case_id, None, kind, day, at, by.name, by.role.value, _told(order, reason))


def _told(order: Disbursement, reason: str) -> dict[str, object]:
    return {
        "payment": order.payment_id,
        "receipt": order.payment.receipt,
        "order": order.pk,
        "payee": order.payee,
        "amount": str(order.amount),
        "reason": reason,
    }


def _ask(orders: Sequence[Disbursement], to: State, on: date) -> None:
    """Ask people about orders that were refused or are unknown; stop asking about those that are settled."""
    if to in _ASKED:
        asking.ask([question(order) for order in orders], on=on)
    elif to in {State.CONFIRMED, State.DROPPED}:
        kinds = [asking.REFUSED, asking.UNKNOWN, asking.LATE]
        asking.no_longer_ask([order.payment_id for order in orders], kinds=kinds, on=on)


def question(order: Disbursement) -> asking.Question:
    """What a person is asked about an order that was refused or is unknown."""
    said = {
        "amount": f"{order.amount}",
        "receipt": order.payment.receipt,
        "order": f"{order.pk}",
        "reason": order.reason,
    }
    return asking.Question(order.case_id, order.payment_id, _ASKED[State(order.state)], said, "find_out_payment")


def orders_in(rows: Sequence[OutboxMessage]) -> list[Disbursement]:
    """Return the orders that these messages carry."""
    numbers = [row.body["disbursement"] for row in rows if row.kind == PAYMENT]
    return list(Disbursement.objects.filter(pk__in=numbers).select_related("payment").order_by("pk")) if numbers else []


def note_sent(rows: Sequence[OutboxMessage], *, on: date, at: datetime) -> None:
    """Note that the orders among these messages were sent. The cases are locked."""
    move([order for order in orders_in(rows) if order.state == State.MADE], State.SENT, on=on, at=at)


def note_not_sent(row: OutboxMessage, why: str, *, on: date, at: datetime) -> bool:
    """Note that an order cannot be sent; say whether the message carried one. A person is asked about it."""
    orders = [order for order in orders_in([row]) if order.state == State.MADE]
    move(orders, State.REFUSED, on=on, at=at, reason=f"it could not be sent: {why}")
    return row.kind == PAYMENT
