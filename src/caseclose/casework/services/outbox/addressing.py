"""Whom the words of a closing go to: the recipient, or the agency that asked for help."""

from __future__ import annotations

from caseclose.casework.models import Closure
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.duties.telling import tell_of_closure
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.outbox.messages import INTENT, NOTICE, OTHER_PARENT, Letter
from caseclose.closure import events
from caseclose.closure.events import Event
from caseclose.closure.refused import Refused
from caseclose.closure.request import BECOMES, STATE_DEBT
from caseclose.closure.state import REQUEST
from caseclose.closure.steps import Role
from caseclose.law.reading import shipped

LETTERS: dict[type[Event], str] = {
    events.RequestRecorded: "request_received",
    events.RequestReturned: "request_returned",
    events.RequestDeclined: "request_declined",
    events.RequestWithdrawn: "request_withdrawn",
    events.NoticeSent: NOTICE,
    events.ReplyRecorded: "reply_received",
    events.ReplyFoundAfterClosing: "reply_received",
    events.CaseKeptOpen: "case_stays_open",
    events.CaseClosed: "case_closed",
}
"""The letter that each event owes the recipient."""

MESSAGES: dict[type[Event], str] = {
    events.NoticeSent: INTENT,
    events.ReplyRecorded: "reply_received",
    events.ReplyFoundAfterClosing: "reply_received",
    events.CaseKeptOpen: "case_stays_open",
}
"""What is told instead to the initiating agency, where the words are owed to it."""

AGENCY = "agency"
"""The channel of a reply that comes from another agency."""


GRANTED, STOPPED = "request_granted", "family_enforcement_stops"
ENDED, OTHER_PARENT_TOLD = "payment_processing_ended", "enforcement_ended"


def send_words(event: Event, closure: Closure, occasion: Occasion, *, lived_on: bool = False) -> None:
    """Post the letter that `event` owes the recipient, or the message that it owes the initiating agency instead.

    `lived_on` says that the case had ended enforcement before the event. On the end of enforcement the other parent is
    told that it ended: neither who asked nor why. Raises Refused where a notice is owed to an agency and none is on
    record, and then nothing was stored.
    """
    letter = _letter_of(event, closure, lived_on=lived_on)
    if not letter:
        return
    if _is_for_an_agency(event, closure, occasion):
        _tell_the_agency(event, closure, occasion)
    else:
        occasion.letters.append(Letter(closure.case_id, closure.pk, letter))
    if isinstance(event, events.CaseClosed) and not lived_on and closure.case_id in occasion.other_parents:
        occasion.letters.append(Letter(closure.case_id, closure.pk, OTHER_PARENT_TOLD, OTHER_PARENT))


def _letter_of(event: Event, closure: Closure, *, lived_on: bool) -> str:
    """Return the letter that an event owes the recipient; empty where it owes none."""
    if isinstance(event, events.ClosureApproved) and closure.way == REQUEST:
        return STOPPED if event.outcome == BECOMES[STATE_DEBT] else GRANTED
    if isinstance(event, events.CaseClosed) and lived_on:
        return ENDED
    return LETTERS.get(type(event), "")


def _is_for_an_agency(event: Event, closure: Closure, occasion: Occasion) -> bool:
    if isinstance(event, events.ReplyRecorded | events.ReplyFoundAfterClosing):
        return occasion.by.role is Role.OTHER_AGENCY or event.channel == AGENCY
    notice = shipped().notices.get(closure.notice or _notice_of(closure)) if type(event) in MESSAGES else None
    return notice is not None and notice.to == "initiating_agency"


def _notice_of(closure: Closure) -> str:
    """Return the notice that the criterion will owe once it is approved; empty for a request."""
    policy = shipped()
    layer = policy.layers.get(closure.case.state, policy.federal)
    rule = layer.criteria.get(closure.criterion) or policy.federal.criteria.get(closure.criterion)
    if rule is None:
        return ""
    return rule.text.notice or policy.federal.criteria[rule.text.under].text.notice


def _tell_the_agency(event: Event, closure: Closure, occasion: Occasion) -> None:
    if isinstance(event, events.CaseKeptOpen) and closure.noticed_on is None:
        return  # no notice is out, so the agency knows of no closing
    if tell_of_closure(closure, MESSAGES[type(event)], occasion):
        return
    if isinstance(event, events.NoticeSent):
        raise Refused("no_agency_on_record", role="initiating")
    message = MESSAGES[type(event)]
    key = f"closing:{closure.pk}:no_agency:{message}"
    ask_once(asked(case=closure.case_id, key=key, kind="no_agency_on_record", due=occasion.on, message=message))
