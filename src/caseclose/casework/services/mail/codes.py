"""The codes on letters: drawn by chance, one for each letter, and known to nobody but us and who gets the letter."""

from __future__ import annotations

from collections.abc import Sequence

from caseclose.casework.models import OutboxMessage, ReplyCode
from caseclose.casework.services.mail.drawn import drawn_code
from caseclose.letters.facts import ReplyWay


def ways_to_reply(messages: Sequence[OutboxMessage], link: str) -> dict[int, ReplyWay]:
    """Return how each letter can be answered, by the number of its message; a letter without a code gets one.

    `link` is where the codes are asked for on the web; it ends before the code.
    """
    ReplyCode.objects.bulk_create(
        [ReplyCode(code=drawn_code(), message=message) for message in messages if not _has_code(message)],
        ignore_conflicts=True,
    )
    found = ReplyCode.objects.filter(message__among=[message.pk for message in messages])
    return {code.message_id: ReplyWay(code.code, f"{link}{code.code}" if link else "") for code in found}


def message_of(key: str) -> OutboxMessage | None:
    """Return the letter that a code or a key of ours leads to; None where there is none."""
    code = key.strip().upper()
    found = ReplyCode.objects.filter(code=code).select_related("message").first()
    return found.message if found else OutboxMessage.objects.filter(key=key.strip()).first()


def _has_code(message: OutboxMessage) -> bool:
    return hasattr(message, "reply_code")
