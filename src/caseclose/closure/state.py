"""The state of one closure, folded from its events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from caseclose.closure import events
from caseclose.closure.events import Event
from caseclose.closure.steps import ENDED, Step
from caseclose.law.verdict import Facts, Value


@dataclass(frozen=True, slots=True)
class ClosureState:
    """Where a closure stands, and what its next step must know. Dates are days in the agency's zone.

    `notice_is_out` is false while the notice that was made has not left the agency: its days do not run yet.
    `paper_waits` says that a paper came in for the case and nobody has keyed it in: it may be a reply.
    """

    step: Step
    way: str
    begun_by: str
    may_ask: bool | None = None
    criterion: str = ""
    outcome: str = ""
    notice: str = ""
    noticed_on: date | None = None
    earliest_close_on: date | None = None
    open_replies: frozenset[str] = frozenset()
    replies: int = 0
    closed_on: date | None = None
    notice_is_out: bool = True
    paper_waits: bool = False


REQUEST, PROPOSAL = "request", "proposal"


def evolve(state: ClosureState | None, event: Event, by: str) -> ClosureState:
    """Return the state after `event`, done by the person or system called `by`."""
    if isinstance(event, events.RequestRecorded):
        return ClosureState(Step.REQUESTED, REQUEST, by, may_ask=event.may_ask)
    if isinstance(event, events.ClosureProposed):
        return ClosureState(Step.PROPOSED, PROPOSAL, by, criterion=event.criterion)
    if state is None:
        raise ValueError(f"{type(event).__name__} cannot be the first event of a closure")
    if isinstance(event, events.DeadlineMoved):
        return replace(state, earliest_close_on=event.earliest_close_on)
    return _after(state, event)


def _after(state: ClosureState, event: Event) -> ClosureState:
    match event:
        case events.ClosureApproved():
            return replace(
                state, step=Step.APPROVED, criterion=event.criterion, outcome=event.outcome, notice=event.notice
            )
        case events.NoticeSent() | events.NoticeWentOut():
            step = Step.NOTICED if state.step is Step.APPROVED else state.step
            return replace(state, step=step, noticed_on=event.sent_on, earliest_close_on=event.earliest_close_on)
        case events.MailReturned():
            return replace(state, step=Step.APPROVED, noticed_on=None, earliest_close_on=None)
        case events.ReplyRecorded():
            waiting = state.open_replies | {event.reply}
            return replace(state, step=Step.REPLIED, open_replies=waiting, replies=state.replies + 1)
        case events.ReplyFoundAfterClosing():
            return replace(state, open_replies=state.open_replies | {event.reply}, replies=state.replies + 1)
        case events.ReplyReviewed():
            left = state.open_replies - {event.reply}
            step = Step.REPLIED if left else Step.NOTICED
            return replace(state, step=Step.CLOSED if state.step is Step.CLOSED else step, open_replies=left)
        case events.CaseClosed():
            return replace(state, step=Step.CLOSED, outcome=event.outcome, closed_on=event.on)
        case _:
            return replace(state, step=_ENDS[type(event)])


_ENDS: dict[type, Step] = {
    events.RequestReturned: Step.RETURNED,
    events.RequestDeclined: Step.DECLINED,
    events.RequestWithdrawn: Step.WITHDRAWN,
    events.CaseKeptOpen: Step.KEPT_OPEN,
    events.CaseReopened: Step.CLOSED,
}


def facts_of_state(state: ClosureState | None) -> Facts:
    """Return the facts that a closure in progress itself makes known: its notice, its replies, and who asked.

    A reply is contact. That there was none is for the records to say: contact comes in other ways too.
    """
    if state is None or state.step in ENDED:
        return {}
    facts: dict[str, Value] = {"reply_waiting": bool(state.open_replies), "reply_could_lead": False}
    if state.noticed_on is not None:
        facts["notice_sent_on"] = state.noticed_on
    if state.replies:
        facts["contact_reestablished"] = True
    if state.may_ask is not None:
        facts["requester_opened_case"] = state.may_ask
    if state.may_ask:
        facts["recipient_asked_to_close"] = True
    return facts
