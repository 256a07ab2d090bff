"""The letters of one case: what was owed to whom, how far each has come, and the stored ones as they were sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from caseclose.casework.models import OutboxMessage, Participant, StoredLetter
from caseclose.casework.selectors.case_page import is_protected
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.services.outbox.messages import MAIL_VENDOR, OTHER_AGENCY

_PARTIES = (MAIL_VENDOR, OTHER_AGENCY)
PAST_ALL = 2**63
"""No row has this number: the database cannot hold it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A letter as it was sent. `protected` says that it may show something that is protected about a person."""

    pdf: bytes
    protected: bool


def letters_of_case(number: str, lang: str) -> list[dict[str, Any]]:
    """Return the letters and the messages to agencies of case `number`, newest first. It names nobody."""
    found = OutboxMessage.objects.filter(case=number, party__in=_PARTIES).order_by("-pk")
    found = found.annotate(letter=Max("letters__pk"))
    return [
        {
            "name": policy_name("letter", row.kind, lang) or row.kind,
            "to": "agency" if "agency" in row.body else row.body.get("whom", ""),
            "state": row.state,
            "made_on": row.made_on,
            "sent_on": row.sent_on,
            "mailed_on": row.mailed_on,
            "letter": row.letter if row.state == OutboxMessage.State.SENT else None,
        }
        for row in found
    ]


def _is_number(text: str) -> bool:
    """Say whether a text names a row by its number."""
    return text.isascii() and text.isdecimal() and len(text) < len(str(PAST_ALL))


def letter_stored(number: str, letter: str) -> Stored | None:
    """Return a stored letter of case `number` that was handed over, by its number; None where there is no such one."""
    if not _is_number(letter):
        return None
    sent = StoredLetter.objects.filter(case=number, pk=int(letter), message__state=OutboxMessage.State.SENT)
    found = sent.select_related("message").first()
    if found is None:
        return None
    parts = Participant.objects.filter(case=number).select_related("person")
    protected = "agency" not in found.message.body and any(is_protected(part.person) for part in parts)
    return Stored(bytes(found.pdf), protected)
