"""The codes on letters: each follows from the letter and a key, and only its fingerprint is kept beside the letter.

So a letter that is printed once more bears the same code, and yet no code stands in the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caseclose.casework.models import OutboxMessage, ReplyCode
from caseclose.casework.services.fingerprints import fingerprint, number_of
from caseclose.casework.services.mail.drawn import as_drawn, code_numbered
from caseclose.letters.facts import ReplyWay

OF_LETTERS = "letter"


def code_of(key: str) -> str:
    """Return the code on the letter whose message has this key."""
    return code_numbered(number_of(OF_LETTERS, key))


def mark_of(code: str) -> str:
    """Return the fingerprint under which a letter's code is kept, however the code is typed."""
    return fingerprint(OF_LETTERS, as_drawn(code))


def ways_to_reply(messages: Sequence[OutboxMessage], link: str) -> dict[int, ReplyWay]:
    """Return how each letter can be answered, by the number of its message, and keep the fingerprints of their codes.

    `link` is where the codes are asked for on the web, with blanks for language and state; it ends before the code.
    """
    codes = {message.pk: code_of(message.key) for message in messages}
    ReplyCode.objects.bulk_create(
        [ReplyCode(fingerprint=mark_of(code), message_id=number) for number, code in codes.items()],
        ignore_conflicts=True,
    )
    return {number: ReplyWay(code, f"{link}{code}" if link else "") for number, code in codes.items()}


def message_of_code(code: str) -> OutboxMessage | None:
    """Return the letter that a code leads to, with its case; None where there is none."""
    return message_of_mark(mark_of(code))


def message_of_mark(mark: str) -> OutboxMessage | None:
    """Return the letter of whose code this is the fingerprint, with its case; None where there is none."""
    found = ReplyCode.objects.filter(fingerprint=mark).select_related("message__case__opened_by").first()
    return found.message if found else None


def message_of(key: str) -> OutboxMessage | None:
    """Return the letter that a code or a key of ours leads to; None where there is none."""
    return message_of_code(key) or OutboxMessage.objects.filter(key=key.strip()).first()


def messages_of(codes: Iterable[str]) -> dict[str, OutboxMessage]:
    """Return the letters that these codes lead to, by the code as it was given."""
    marks = {mark_of(code): code for code in codes}
    found = ReplyCode.objects.filter(fingerprint__among=set(marks)).select_related("message")
    return {marks[each.fingerprint]: each.message for each in found}
