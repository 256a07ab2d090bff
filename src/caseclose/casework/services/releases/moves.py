"""The moves that a release order may make, and making them: state, dates, journal, remedy and tasks together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from caseclose.casework.models import ReleaseOrder, Remedy
from caseclose.casework.services import journal
from caseclose.casework.services.releases.tasks import close_tasks, open_task
from caseclose.closure.commands import Actor
from caseclose.closure.steps import STAFF, Role

State = ReleaseOrder.State
SYSTEM = Actor("system", Role.SYSTEM)

MOVES: Mapping[State, frozenset[State]] = {
    State.MADE: frozenset({State.SENT, State.UNKNOWN}),
    State.SENT: frozenset({State.ACCEPTED, State.CONFIRMED, State.REFUSED, State.UNKNOWN}),
    State.ACCEPTED: frozenset({State.CONFIRMED, State.REFUSED, State.UNKNOWN}),
    State.UNKNOWN: frozenset({State.ACCEPTED, State.CONFIRMED, State.REFUSED}),
    State.REFUSED: frozenset(),
    State.CONFIRMED: frozenset(),
    State.KEPT: frozenset(),
}
"""Where sending, answers and time may take an order."""

PERSONS_MOVES: Mapping[State, frozenset[State]] = {
    State.UNKNOWN: frozenset({State.CONFIRMED, State.REFUSED, State.KEPT}),
    State.REFUSED: frozenset({State.CONFIRMED, State.KEPT}),
}
"""Where a member of staff who has found out may take an order."""

KINDS: Mapping[State, str] = {
    State.SENT: "ReleaseSent",
    State.ACCEPTED: "ReleaseAccepted",
    State.CONFIRMED: "ReleaseConfirmed",
    State.REFUSED: "ReleaseRefused",
    State.UNKNOWN: "ReleaseUnknown",
    State.KEPT: "ReleaseKept",
}
_ANSWERED = frozenset({State.ACCEPTED, State.CONFIRMED, State.REFUSED})
_TO_A_PERSON = frozenset({State.REFUSED, State.UNKNOWN})
_SETTLED = frozenset({State.CONFIRMED, State.KEPT})


class IllegalMove(Exception):
    """The order may not go there from where it stands. Nothing has changed."""

    def __init__(self, order: ReleaseOrder, to: State) -> None:
        super().__init__(f"release {order.pk} is {order.state} and cannot become {to}")


def move(
    orders: Sequence[ReleaseOrder], to: State, *, on: date, at: datetime, reason: str = "", by: Actor = SYSTEM
) -> None:
    """Move `orders` to `to` and tell the journal. Raises IllegalMove."""
    journal.append(moved(orders, to, on=on, at=at, reason=reason, by=by))


def moved(
    orders: Sequence[ReleaseOrder], to: State, *, on: date, at: datetime, reason: str = "", by: Actor = SYSTEM
) -> list[journal.Line]:
    """Move `orders` to `to`, in this transaction, with their cases locked by the caller. Raises IllegalMove.

    A confirmed one ends its remedy; a refused or unknown one reaches a person; a settled one closes what was asked of a
    person. Returns what the journal is to say of it.
    """
    for order in orders:
        if to not in may_become(order, by):
            raise IllegalMove(order, to)
    changes: dict[str, object] = {"state": to}
    if to is State.SENT:
        changes["sent_on"] = on
    if to in _ANSWERED:
        changes["answered_on"] = on
    if reason:
        changes["reason"] = reason[:300]
    ReleaseOrder.objects.filter(pk__in=[order.pk for order in orders]).update(**changes)
    for order in orders:
        for name, value in changes.items():
            setattr(order, name, value)
        _follow(order, to, on)
    return [_line(order, to, reason, by, on, at) for order in orders]


def may_become(order: ReleaseOrder, by: Actor) -> frozenset[State]:
    """Return where `by` may take the order from where it stands: the system by one table, staff by the other."""
    table = MOVES if by.role is Role.SYSTEM else PERSONS_MOVES if by.role in STAFF else {}
    return table.get(State(order.state), frozenset())


def _follow(order: ReleaseOrder, to: State, on: date) -> None:
    if to is State.CONFIRMED:
        Remedy.objects.filter(pk=order.remedy_id, ended_on=None).update(ended_on=on)
    if to in _SETTLED:
        close_tasks(order, on)
    if to in _TO_A_PERSON:
        open_task(order, on)


def _line(order: ReleaseOrder, to: State, reason: str, by: Actor, on: date, at: datetime) -> journal.Line:
    body = {"release": order.pk, "remedy": order.kind, "reason": reason}
    number = order.closure.case_id
    return journal.Line(number, order.closure_id, KINDS[to], on, at, by.name, by.role.value, body)
