"""What an answer from outside does to an order to pay out. It may come twice, late or out of turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseclose.casework.models import Disbursement
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


@dataclass(frozen=True, slots=True)
class Said:
    """What a party said about the order to pay out that a message carries."""

    order: int
    says: str
    why: str


def orders_answered(answers: Sequence[Said], *, on: date, at: datetime) -> list[str]:
    """Take answers, each about another order, and return what became of each. The cases are locked.

    That an order was paid which a person has dropped, or one that was refused, is told to a person: the money may have
    gone out twice.
    """
    orders = Disbursement.objects.select_related("payment").in_bulk([each.order for each in answers])
    moves: dict[tuple[State, str], list[Disbursement]] = {}
    questions, fates = [], []
    for each in answers:
        order = orders[each.order]
        fate, to = _judged(order, each.says)
        if fate == MOVED:
            moves.setdefault((to, each.why), []).append(order)
        elif fate == REPORTED:
            said = {"answer": each.says[:40], "order": f"{order.pk}", "state": order.state, "why": each.why}
            questions.append(asking.Question(order.case_id, order.payment_id, asking.DOES_NOT_FIT, said))
        fates.append(fate)
    for (to, why), moving in moves.items():
        move(moving, to, reason=why, on=on, at=at)
    asking.ask(questions, on=on)
    return fates


def _judged(order: Disbursement, says: str) -> tuple[str, State]:
    """Return what becomes of a word about an order, and where the order stands then."""
    state, to = State(order.state), SAID.get(says)
    if state is State.MADE:
        return EARLY, state
    if to is not None and state in _PAST[to]:
        return REPEATED, state
    if to is None or to not in MOVES.get(state, ()):
        return REPORTED, state
    return MOVED, to
