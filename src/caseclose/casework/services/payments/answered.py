"""What an answer from outside does to an order to pay out. It may come twice, late or out of turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from caseclose.casework.models import Disbursement, OutboxMessage
from caseclose.casework.services.payments import asking
from caseclose.casework.services.payments.orders import MOVES, move

State = Disbursement.State
MOVED, REPEATED, EARLY, REPORTED = "moved", "repeated", "early", "reported"

SAID: Mapping[str, State] = {
    "accepted": State.ACCEPTED,
    "confirmed": State.CONFIRMED,
    "refused": State.REFUSED,
    "unnamed": State.UNKNOWN,
}
"""Where each word takes an order."""

_PAST: Mapping[State, frozenset[State]] = {
    State.ACCEPTED: frozenset({State.ACCEPTED, State.CONFIRMED, State.REFUSED, State.DROPPED}),
    State.CONFIRMED: frozenset({State.CONFIRMED}),
    State.REFUSED: frozenset({State.REFUSED, State.DROPPED}),
    State.UNKNOWN: frozenset({State.UNKNOWN, State.ACCEPTED, State.CONFIRMED, State.REFUSED, State.DROPPED}),
}
"""For each word, the states in which it says nothing new: it came twice, or was overtaken."""


def order_answered(row: OutboxMessage, says: str, why: str, *, on: date, at: datetime) -> str:
    """Take an answer about the order that `row` carries, and return what became of it. The case is locked.

    That an order was paid which a person has dropped, or one that was refused, is told to a person: the money may have
    gone out twice.
    """
    order = Disbursement.objects.select_related("payment").get(pk=row.body["disbursement"])
    state, to = State(order.state), SAID.get(says)
    if state is State.MADE:
        return EARLY
    if to is not None and state in _PAST[to]:
        return REPEATED
    if to is None or to not in MOVES.get(state, ()):
        said = {"answer": says[:40], "order": f"{order.pk}", "state": state.value, "why": why}
        asking.ask([asking.Question(order.case_id, order.payment_id, asking.DOES_NOT_FIT, said)], on=on)
        return REPORTED
    move([order], to, reason=why, on=on, at=at)
    return MOVED
