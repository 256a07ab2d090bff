"""Taking releases back when a case is opened again: what never went out is kept, and a person hears of all the rest."""

from __future__ import annotations

from caseclose.casework.models import Case, Closure, OutboxMessage, ReleaseOrder
from caseclose.casework.services.asked import asked
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.releases.moves import Move, State, moved
from caseclose.casework.services.releases.tasks import close_tasks

NEVER_SENT = "the case was reopened before the release was sent"
MAY_BE_THERE = "the case was reopened while it was being sent"
_NOT_SENT = (State.MADE, State.UNKNOWN)


def take_back_releases(case: Case, closure: Closure, occasion: Occasion, *, stay: frozenset[str] = frozenset()) -> None:
    """Take back what the closing was to let go of and has not been sent. The caller has locked the case.

    Remedies of the kinds in `stay`, such as those that another agency said to stop, are let go of all the same, and are
    not among those that a person is asked to place again.

    A release that a sender has tried may have arrived, also where nobody could note that any more. So it is not sent
    again and not counted as kept: a person finds out, and decides which remedies are to be placed again.
    """
    unsent = _unsent(case)
    undone = closure.releases.exclude(kind__in=stay).select_related("closure")
    for order in undone.filter(pk__in=unsent, state__in=_NOT_SENT):
        row = unsent[order.pk]
        if row.tries:
            row.state = OutboxMessage.State.FAILED
            row.save(update_fields=["state"])
            _may_be_there(order, occasion)
        else:
            row.delete()
            _keep(case, closure, order, occasion)
    gone = undone.exclude(state=State.KEPT).order_by("pk").values_list("kind", flat=True)
    if gone:
        key = f"reopened:{closure.pk}:{occasion.on.isoformat()}"
        occasion.tasks.append(
            asked(case=case.number, key=key, kind="remedies_after_reopening", due=occasion.on, remedies=list(gone))
        )


def _unsent(case: Case) -> dict[int, OutboxMessage]:
    """Return the messages that have not gone out, by the release that each asks for."""
    return {row.body["release"]: row for row in case.messages.filter(kind="release", state="waiting")}


def _keep(case: Case, closure: Closure, order: ReleaseOrder, occasion: Occasion) -> None:
    order.state, order.reason = State.KEPT, NEVER_SENT
    order.save(update_fields=["state", "reason"])
    close_tasks([order], occasion.on)
    occasion.tell(case, "ReleaseKept", closure, release=order.pk, remedy=order.kind, reason=NEVER_SENT)


def _may_be_there(order: ReleaseOrder, occasion: Occasion) -> None:
    """One that time has made unknown stays so, and is asked about already."""
    if order.state == State.MADE:
        away = Move(order, State.UNKNOWN, MAY_BE_THERE)
        occasion.lines.extend(moved([away], on=occasion.on, at=occasion.at))
