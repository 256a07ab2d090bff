"""What follows from each event, in the same transaction: letters owed, releases, tasks, and what the case becomes.

It is gathered in the occasion and written for all cases of a batch together. So whatever follows from a closing must
ask its questions for many cases at once; a question for each of fifty thousand is too much for a night.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from caseclose.casework.models import Case, Closure, ReleaseOrder, Reply, Task
from caseclose.casework.services.asked import asked
from caseclose.casework.services.duties.closings import owe_after_closing, owe_after_reply, remedies_told_to_stop
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.outbox.addressing import AGENCY, send_words
from caseclose.casework.services.releases.letting_go import orders_for
from caseclose.casework.services.reopening import follow_reopening
from caseclose.casework.services.returned_mail import end_search, search_address
from caseclose.closure import events
from caseclose.closure.decide import Circumstances
from caseclose.closure.events import Event
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

LATE_REPLY = "reply_keyed_late"
"""The kind of task that asks about a reply that had arrived in time and was keyed after the closing."""

Following = Callable[[Any, Case, Closure, Occasion, Circumstances], None]


def follow(event: Event, *, case: Case, closure: Closure, occasion: Occasion, now: Circumstances) -> None:
    """Gather what follows from `event`. `closure` has a number and holds the state after all events of the act.

    Raises Refused where the event cannot be carried out after all, and then nothing was stored.
    """
    lived_on = case.lives_on
    following = _FOLLOWING.get(type(event))
    if following is not None:
        following(event, case, closure, occasion, now)
    send_words(event, closure, occasion, lived_on=lived_on)


def _reply_recorded(
    event: events.ReplyRecorded | events.ReplyFoundAfterClosing,
    _case: Case,
    closure: Closure,
    occasion: Occasion,
    _now: Circumstances,
) -> None:
    if Reply.objects.filter(key=event.reply).exists():
        raise Refused("reply_known", reply=event.reply)
    occasion.replies.append(
        Reply(
            closure=closure,
            key=event.reply,
            arrived_at=event.arrived_at,
            keyed_on=occasion.on,
            channel=event.channel,
        )
    )


def _reply_found_after_closing(
    event: events.ReplyFoundAfterClosing, case: Case, closure: Closure, occasion: Occasion, now: Circumstances
) -> None:
    """Keep the reply, and ask a person: it came in time, so the closing may have to be undone."""
    _reply_recorded(event, case, closure, occasion, now)
    arrived_on = event.arrived_at.astimezone(now.zone).date()
    key, day = late_reply(event.reply), arrived_on.isoformat()
    occasion.tasks.append(asked(case=case.number, key=key, kind=LATE_REPLY, due=occasion.on, arrived_on=day))


def _notice_sent(
    _event: events.NoticeSent, case: Case, _closure: Closure, occasion: Occasion, _now: Circumstances
) -> None:
    if occasion.by.role is not Role.SYSTEM:
        end_search(case, occasion)


def _mail_returned(
    _event: events.MailReturned, case: Case, _closure: Closure, occasion: Occasion, _now: Circumstances
) -> None:
    search_address(case, occasion)


def late_reply(reply: str) -> str:
    """Return the key of the task about a reply that was keyed after the closing."""
    return f"{LATE_REPLY}:{reply}"


def _reply_reviewed(
    event: events.ReplyReviewed, case: Case, closure: Closure, occasion: Occasion, _now: Circumstances
) -> None:
    reply = closure.replies.get(key=event.reply)
    reply.could_lead, reply.review, reply.reviewed_by = event.could_lead, event.words, occasion.by.name
    reply.save(update_fields=["could_lead", "review", "reviewed_by"])
    Task.objects.filter(case=case, key=late_reply(event.reply), done_on=None).update(done_on=occasion.on)
    if event.could_lead and reply.channel != AGENCY:
        arrived_on = reply.arrived_at.astimezone(ZoneInfo(case.office.zone)).date()
        owe_after_reply(closure, event.reply, arrived_on, occasion)


def _case_reopened(
    event: events.CaseReopened, case: Case, closure: Closure, occasion: Occasion, _now: Circumstances
) -> None:
    follow_reopening(event, case, closure, occasion)


def _case_closed(
    event: events.CaseClosed, case: Case, closure: Closure, occasion: Occasion, now: Circumstances
) -> None:
    spoken_for = frozenset[int]() if case.open else let_go_before(case)
    if case.open or case.enforcement_closed_on is None:
        case.enforcement_closed_on = event.on
    case.kind = event.outcome
    occasion.became.append(case)
    shared = case.number in occasion.shared
    stopped = remedies_told_to_stop(case, occasion.on) if shared else frozenset[str]()
    orders = orders_for(closure, event.outcome, now.assessment, occasion.in_place, occasion.on, stopped=stopped)
    occasion.orders.extend(order for order in orders if order.remedy_id not in spoken_for)
    if shared:
        criterion = now.assessment.law.criterion(event.criterion)
        paragraph = criterion.under if criterion is not None else ""
        owe_after_closing(closure, paragraph=paragraph, on=event.on, occasion=occasion)


def let_go_before(case: Case) -> frozenset[int]:
    """The remedies that an earlier closing of a case that lives on is letting go of: they need no other order."""
    kept = ReleaseOrder.State.KEPT
    orders = ReleaseOrder.objects.filter(closure__case=case, remedy__ended_on=None).exclude(state=kept)
    return frozenset(orders.values_list("remedy_id", flat=True))


_FOLLOWING: dict[type[Event], Following] = {
    events.NoticeSent: _notice_sent,
    events.MailReturned: _mail_returned,
    events.ReplyRecorded: _reply_recorded,
    events.ReplyFoundAfterClosing: _reply_found_after_closing,
    events.ReplyReviewed: _reply_reviewed,
    events.CaseReopened: _case_reopened,
    events.CaseClosed: _case_closed,
}
