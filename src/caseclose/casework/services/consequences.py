"""What follows from each event, in the same transaction: words owed, releases, tasks, and what the case becomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from caseclose.casework.models import Case, Closure, Reply
from caseclose.casework.services.addressing import AGENCY, send_words
from caseclose.casework.services.duties.closings import (
    owe_after_closing,
    owe_after_reply,
    remedies_told_to_stop,
)
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.releases import let_go
from caseclose.closure import events
from caseclose.closure.decide import Circumstances
from caseclose.closure.events import Event
from caseclose.closure.plan import outcome_plan

Following = Callable[[Any, Case, Closure, Occasion, Circumstances], None]


def follow(event: Event, *, case: Case, closure: Closure, occasion: Occasion, now: Circumstances) -> None:
    """Write what follows from `event`."""
    following = _FOLLOWING.get(type(event))
    if following is not None:
        following(event, case, closure, occasion, now)
    send_words(event, closure, occasion)


def _reply_recorded(
    event: events.ReplyRecorded, _case: Case, closure: Closure, occasion: Occasion, _now: Circumstances
) -> None:
    Reply.objects.create(
        closure=closure, key=event.reply, arrived_at=event.arrived_at, keyed_on=occasion.on, channel=event.channel
    )


def _reply_reviewed(
    event: events.ReplyReviewed, case: Case, closure: Closure, occasion: Occasion, _now: Circumstances
) -> None:
    reply = closure.replies.get(key=event.reply)
    reply.could_lead, reply.review, reply.reviewed_by = event.could_lead, event.words, occasion.by.name
    reply.save(update_fields=["could_lead", "review", "reviewed_by"])
    if event.could_lead and reply.channel != AGENCY:
        arrived_on = reply.arrived_at.astimezone(ZoneInfo(case.office.zone)).date()
        owe_after_reply(closure, event.reply, arrived_on, occasion)


def _case_closed(
    event: events.CaseClosed, case: Case, closure: Closure, occasion: Occasion, now: Circumstances
) -> None:
    case.kind = event.outcome
    case.enforcement_closed_on = event.on
    case.save(update_fields=["kind", "enforcement_closed_on"])
    plan = outcome_plan(now.assessment.law, event.outcome, now.assessment.facts)
    let_go(case=case, closure=closure, plan=plan, on=occasion.on, stopped=remedies_told_to_stop(case, occasion.on))
    criteria = now.assessment.criteria
    paragraph = next((item.standing.under for item in criteria if item.standing.id == event.criterion), "")
    owe_after_closing(closure, paragraph=paragraph, on=event.on, occasion=occasion)


_FOLLOWING: dict[type[Event], Following] = {
    events.ReplyRecorded: _reply_recorded,
    events.ReplyReviewed: _reply_reviewed,
    events.CaseClosed: _case_closed,
}
