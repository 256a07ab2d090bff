"""Posting messages to the outbox, in the transaction that decided them. Each has a key, so it is posted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from caseclose.casework.models import Case, Closure, OtherAgency, OutboxMessage, Task
from caseclose.casework.services.asked import asked

MAIL_VENDOR, OTHER_AGENCY, MESSENGER = "mail_vendor", "other_agency", "messenger"
POINTER = "message_waits"
"""The message to a person that a letter is on its way."""


NOTICE, INTENT = "notice", "intent_to_close"
"""The letter with a notice to the recipient, and what a message with one says to another agency."""

OF_NOTICES = Q(kind=NOTICE) | Q(body__says=INTENT)
RECIPIENT, OTHER_PARENT = "recipient", "other_parent"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that a closure owes somebody, the recipient if nobody else.

    It names no person: it is made, with its address, when it is sent.
    """

    case: str
    closure: int
    letter: str
    whom: str = RECIPIENT


def post(*, key: str, case: Case, kind: str, party: str, body: dict[str, Any], on: date) -> OutboxMessage:
    """Post one message to `party`."""
    return OutboxMessage.objects.create(key=key, case=case, kind=kind, party=party, body=body, made_on=on)


def letter_messages(owed: Sequence[Letter], on: date) -> list[OutboxMessage]:
    """Return the messages for letters, not yet stored, each numbered after those of its kind that the case had before.

    The caller has locked the cases.
    """
    if not owed:
        return []
    before = _counts({letter.case for letter in owed}, {letter.letter for letter in owed})
    found = []
    for letter in owed:
        before[letter.case, letter.letter] += 1
        number = before[letter.case, letter.letter]
        found.append(
            OutboxMessage(
                key=f"{letter.case}:{letter.closure}:{letter.letter}:{number}",
                case_id=letter.case,
                kind=letter.letter,
                party=MAIL_VENDOR,
                body={"closure": letter.closure, "letter": letter.letter, "whom": letter.whom},
                made_on=on,
            )
        )
    return found


def _counts(cases: Iterable[str], kinds: Iterable[str]) -> Counter[tuple[str, str]]:
    rows = OutboxMessage.objects.filter(case__among=cases, kind__in=list(kinds)).values_list("case_id", "kind")
    return Counter({(case, kind): count for case, kind, count in rows.annotate(count=Count("pk"))})


def post_letter_about(
    *, case: Case, about: str, letter: str, on: date, closure: Closure | None = None
) -> OutboxMessage:
    """Post a letter to the recipient about something that is said by `about`, such as "duty:12": once for each."""
    return post(
        key=f"{about}:{letter}",
        case=case,
        kind=letter,
        party=MAIL_VENDOR,
        body={"closure": closure.pk if closure else 0, "letter": letter, "whom": RECIPIENT, "about": about},
        on=on,
    )


def post_to_agency(
    *, agency: OtherAgency, about: str, says: str, on: date, basis: str = "", closure: Closure | None = None
) -> OutboxMessage:
    """Post a message to another agency about something, once for each: over the network, or as a letter.

    `says` is an id of policy/us/agency_messages.toml, `basis` the rule that it rests on. It names no person: what it
    is to tell is gathered when it is sent.
    """
    letter = f"notice_to_{agency.role}_agency"
    return post(
        key=f"{about}:{says}:{agency.pk}",
        case=agency.case,
        kind=letter,
        party=OTHER_AGENCY if agency.way == OtherAgency.Way.NETWORK else MAIL_VENDOR,
        body={
            "closure": closure.pk if closure else 0,
            "letter": letter,
            "about": about,
            "says": says,
            "agency": agency.pk,
            "to": agency.code,
            "theirs": agency.their_case,
            "basis": basis,
        },
        on=on,
    )


def waits_too_long(row: OutboxMessage, on: date) -> Task:
    """Return the task that asks a person about a letter that has waited too long to be given over, not yet stored."""
    says, key, since = "letter_waits", f"unsent:{row.pk}", row.made_on.isoformat()
    return asked(case=row.case_id, key=key, kind="letter_not_sent", due=on, says=says, letter=row.kind, since=since)
