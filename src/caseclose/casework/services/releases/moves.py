"""The moves that a release order may make, and making them: state, dates, journal, remedy and tasks together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseclose.casework.models import ReleaseOrder, Remedy
from caseclose.casework.services import journal
from caseclose.casework.services.releases.tasks import close_tasks, open_tasks
from caseclose.casework.services.rows import update
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


@dataclass(frozen=True, slots=True)
class Move:
    """Where one order is to go, and why, where there is something to say."""

    order: ReleaseOrder
    to: State
    reason: str = ""


def move(
    orders: Sequence[ReleaseOrder], to: State, *, on: date, at: datetime, reason: str = "", by: Actor = SYSTEM
) -> None:
    """Move `orders` to `to` and tell the journal. Raises IllegalMove."""
    journal.append(moved([Move(order, to, reason) for order in orders], on=on, at=at, by=by))


def moved(moves: Sequence[Move], *, on: date, at: datetime, by: Actor = SYSTEM) -> list[journal.Line]:
    """Make these moves, each of another order, in this transaction, with their cases locked by the caller.

    A confirmed one ends its remedy; a refused or unknown one reaches a person; a settled one closes what was asked of a
    person. Returns what the journal is to say of it. Raises IllegalMove, and then nothing has changed.
    """
    for each in moves:
        if each.to not in may_become(each.order, by):
            raise IllegalMove(each.order, each.to)
    for each in moves:
        _put(each, on)
    update([each.order for each in moves], ("state", "sent_on", "answered_on", "reason"))
    _follow([each.order for each in moves], on)
    return [_line(each, by, on, at) for each in moves]


def _put(each: Move, on: date) -> None:
    order = each.order
    order.state = each.to
    if each.to is State.SENT:
        order.sent_on = on
    if each.to in _ANSWERED:
        order.answered_on = on
    if each.reason:
        order.reason = each.reason[:300]


def may_become(order: ReleaseOrder, by: Actor) -> frozenset[State]:
    """Return where `by` may take the order from where it stands: the system by one table, staff by the other."""
    table = MOVES if by.role is Role.SYSTEM else PERSONS_MOVES if by.role in STAFF else {}
    return table.get(State(order.state), frozenset())


def _follow(orders: Sequence[ReleaseOrder], on: date) -> None:
    ended = [order.remedy_id for order in orders if order.state == State.CONFIRMED]
    if ended:
        Remedy.objects.filter(pk__among=lock_remedies(ended)).update(ended_on=on)
    close_tasks([order for order in orders if order.state in _SETTLED], on)
    open_tasks([order for order in orders if order.state in _TO_A_PERSON], on)


def lock_remedies(numbers: Iterable[int]) -> list[int]:
    """Lock those of these remedies that have not ended, in the order of their numbers, as whoever closes cases does."""
    found = Remedy.objects.filter(pk__among=set(numbers), ended_on=None).order_by("pk")
    return list(found.select_for_update().values_list("pk", flat=True))


def _line(each: Move, by: Actor, on: date, at: datetime) -> journal.Line:
    order = each.order
    body = {"release": order.pk, "remedy": order.kind, "reason": each.reason}
    number = order.closure.case_id
    return journal.Line(number, order.closure_id, KINDS[each.to], on, at, by.name, by.role.value, body)
