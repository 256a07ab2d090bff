"""Mail that comes back: it finds its case by the code on the letter. A notice that came back starts a new search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseclose.casework.models import Closure, OutboxMessage, SpentKey
from caseclose.casework.services.acting import act
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.mail.codes import message_of
from caseclose.casework.services.mail.stored import NoLetter
from caseclose.casework.services.outbox.messages import MAIL_VENDOR, OF_NOTICES
from caseclose.casework.services.outbox.notices import is_notice
from caseclose.closure.commands import Actor, RecordReturnedMail
from caseclose.closure.steps import Step

RETURNED = "mail_returned"


@dataclass(frozen=True, slots=True)
class Returned:
    """What came of a returned letter: `notice` says that the days of a notice were stopped; else a person is asked."""

    case: str
    letter: str
    notice: bool
    repeated: bool = False


def record_returned(*, key: str, by: Actor, on: date, at: datetime) -> Returned:
    """Record that the letter with this code or key came back. The same letter once more changes nothing.

    A notice whose days run is recorded as returned. Of any other letter, and of a notice that no longer counts, a
    person is asked. Raises NoLetter, and Refused where the role may not record it.
    """
    message = message_of(key)
    if message is None or message.party != MAIL_VENDOR:
        raise NoLetter(key)
    if is_notice(message) and _counts(message):
        mark = f"returned:{message.pk}"
        done = act(number=message.case_id, command=RecordReturnedMail(), by=by, on=on, at=at, key=mark)
        return Returned(message.case_id, message.kind, notice=True, repeated=done.repeated)
    key = f"returned:{message.pk}"
    new = ask_once(asked(case=message.case_id, key=key, kind=RETURNED, due=on, letter=message.kind))
    return Returned(message.case_id, message.kind, notice=False, repeated=not new)


def _counts(message: OutboxMessage) -> bool:
    """Say whether it is the last notice of a closing that is at the notice, or was recorded as returned by this key."""
    closure = Closure.objects.filter(pk=message.body.get("closure", 0)).first()
    last = OutboxMessage.objects.filter(OF_NOTICES, case=message.case_id, body__closure=closure.pk if closure else 0)
    if closure is None or last.order_by("-pk").values_list("pk", flat=True).first() != message.pk:
        return False
    return closure.step == Step.NOTICED or _was_returned(message)


def _was_returned(message: OutboxMessage) -> bool:
    return SpentKey.objects.filter(key=f"returned:{message.pk}").exists()
