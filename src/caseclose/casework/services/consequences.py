"""What follows from each event, in the same transaction: letters owed, releases, tasks, and what the case becomes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from caseclose.casework.models import Case, Closure, Reply
from caseclose.casework.services.messages import post_letter
from caseclose.casework.services.releases import let_go
from caseclose.closure import events
from caseclose.closure.commands import Actor
from caseclose.closure.decide import Circumstances
from caseclose.closure.events import Event
from caseclose.closure.plan import outcome_plan

LETTERS: dict[type[Event], str] = {
    events.RequestRecorded: "request_received",
    events.RequestReturned: "request_returned",
    events.RequestDeclined: "request_declined",
    events.RequestWithdrawn: "request_withdrawn",
    events.NoticeSent: "notice",
    events.ReplyRecorded: "reply_received",
    events.CaseKeptOpen: "case_stays_open",
    events.CaseClosed: "case_closed",
}
"""The letter that each event owes the recipient."""

Following = Callable[[Any, Case, Closure, Actor, date, Circumstances], None]


def follow(event: Event, *, case: Case, closure: Closure, by: Actor, on: date, now: Circumstances) -> None:
    """Write what follows from `event`."""
    following = _FOLLOWING.get(type(event))
    if following is not None:
        following(event, case, closure, by, on, now)
    letter = LETTERS.get(type(event))
    if letter is not None:
        post_letter(case=case, closure=closure, letter=letter, on=on)


def _reply_recorded(
    event: events.ReplyRecorded, _case: Case, closure: Closure, _by: Actor, on: date, _now: Circumstances
) -> None:
    Reply.objects.create(
        closure=closure, key=event.reply, arrived_at=event.arrived_at, keyed_on=on, channel=event.channel
    )


def _reply_reviewed(
    event: events.ReplyReviewed, _case: Case, closure: Closure, by: Actor, _on: date, _now: Circumstances
) -> None:
    closure.replies.filter(key=event.reply).update(could_lead=event.could_lead, review=event.words, reviewed_by=by.name)


def _case_closed(
    event: events.CaseClosed, case: Case, closure: Closure, _by: Actor, on: date, now: Circumstances
) -> None:
    case.kind = event.outcome
    case.enforcement_closed_on = event.on
    case.save(update_fields=["kind", "enforcement_closed_on"])
    plan = outcome_plan(now.assessment.law, event.outcome, now.assessment.facts)
    let_go(case=case, closure=closure, plan=plan, on=on)


_FOLLOWING: dict[type[Event], Following] = {
    events.ReplyRecorded: _reply_recorded,
    events.ReplyReviewed: _reply_reviewed,
    events.CaseClosed: _case_closed,
}
