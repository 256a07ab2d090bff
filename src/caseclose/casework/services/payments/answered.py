"""What an answer from outside does to an order to pay out. It may come twice, late or out of turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseclose.casework.models import Disbursement
from caseclose.casework.services.outbox.fates import MOVED, REPORTED, Words
from caseclose.casework.services.payments import asking
from caseclose.casework.services.payments.orders import MOVES, move

State = Disbursement.State

WORDS = Words(
    takes={
        "accepted": State.ACCEPTED,
        "confirmed": State.CONFIRMED,
        "refused": State.REFUSED,
        "unnamed": State.UNKNOWN,
    },
    past={
        State.ACCEPTED: frozenset({State.ACCEPTED, State.CONFIRMED, State.REFUSED, State.DROPPED}),
        State.CONFIRMED: frozenset({State.CONFIRMED}),
        State.REFUSED: frozenset({State.REFUSED, State.DROPPED}),
        State.UNKNOWN: frozenset({State.UNKNOWN, State.ACCEPTED, State.CONFIRMED, State.REFUSED, State.DROPPED}),
    },
    made=State.MADE,
)


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
        state = State(order.state)
        fate, to = WORDS.fate(each.says, state, MOVES.get(state, ()))
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
