"""A post that takes everything on the day: letters mailed and proven, and a network that never says a word.

What is proven with it is what happens around a letter. How letters are made and handed over is not part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from caseclose.casework.models import OutboxMessage
from caseclose.casework.ports import Answer, Message
from caseclose.casework.services.outbox.mailed import prove_mailing
from caseclose.casework.services.outbox.messages import MAIL_VENDOR
from caseclose.casework.services.outbox.sending import send_waiting


class Silent:
    """A party that takes what it is given."""

    at_a_time = 100

    def send(self, messages: Sequence[Message], *, on: date) -> None:
        """Take the messages."""

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Say nothing."""
        del on
        return ()

    def taken(self, *answers: str) -> None:
        """Hear that answers were stored."""


def the_post_goes(on: date, at: datetime, numbers: tuple[int, int] | None = None) -> None:
    """Let what waits leave, or only these numbers of it, and take the proof that letters were mailed on the day."""
    letters = OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING, party=MAIL_VENDOR)
    letters = letters.filter(pk__range=numbers) if numbers else letters
    keys = list(letters.order_by("pk").values_list("key", flat=True))
    letters.update(state=OutboxMessage.State.SENT, sent_on=on)
    for key in keys:
        prove_mailing(key=key, mailed_on=on, on=on, at=at)
    send_waiting(on=on, at=at, ports={"other_agency": Silent()}, numbers=numbers)
