"""Posting messages to the outbox, in the transaction that decided them. Each has a key, so it is posted once."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseclose.casework.models import Case, Closure, OutboxMessage

MAIL_VENDOR = "mail_vendor"


def post(*, key: str, case: Case, kind: str, party: str, body: dict[str, Any], on: date) -> None:
    """Post one message to `party`."""
    OutboxMessage.objects.create(key=key, case=case, kind=kind, party=party, body=body, made_on=on)


def post_letter(*, case: Case, closure: Closure, letter: str, on: date) -> None:
    """Post a letter that the closure owes the recipient. It names no person: the letter is made when it is sent."""
    number = OutboxMessage.objects.filter(case=case, kind=letter).count() + 1
    post(
        key=f"{case.number}:{closure.pk}:{letter}:{number}",
        case=case,
        kind=letter,
        party=MAIL_VENDOR,
        body={"closure": closure.pk, "letter": letter},
        on=on,
    )
