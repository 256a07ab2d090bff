"""Stored letters shown again, byte for byte, and checked against their own hash and the one in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from caseclose.casework.models import JournalEntry, OutboxMessage, StoredLetter
from caseclose.casework.services.mail.codes import message_of
from caseclose.casework.services.mail.making import STORED

_CHUNK = 100


class NoLetter(LookupError):
    """No letter was made under this key, or none was handed over yet."""


def letter_as_sent(key: str) -> StoredLetter:
    """Return the letter as it was handed over, by its code or key. Raises NoLetter."""
    message = message_of(key)
    if message is None or message.state != OutboxMessage.State.SENT:
        raise NoLetter(key)
    found = message.letters.order_by("-number").first()
    if found is None:
        raise NoLetter(key)
    return found


def check_letters() -> Iterator[tuple[str, str]]:
    """Yield each stored letter that is not as it was made, as (key of its message, what is wrong).

    A letter that is gone is found by the journal, which tells of every one that was stored.
    """
    told: dict[tuple[int, int], str] = {}
    for body in JournalEntry.objects.filter(kind=STORED).exclude(body=None).values_list("body", flat=True).iterator():
        said = body or {}
        told[said["message"], said["number"]] = said["sha256"]
    for letter in StoredLetter.objects.select_related("message").order_by("pk").iterator(chunk_size=_CHUNK):
        hashed = told.pop((letter.message_id, letter.number), None)
        if sha256(letter.pdf).hexdigest() != letter.sha256:
            yield letter.message.key, "its bytes are not those that were made"
        elif hashed != letter.sha256:
            yield letter.message.key, "the journal does not tell of this letter"
    for message, number in told:
        yield str(message), f"making {number} of it is gone"
