"""A mail vendor that mails everything on the day on which it gets it, and a network that never says a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from caseclose.casework.ports import Answer, Message, Ports
from caseclose.casework.services.outbox.answers import take_answers
from caseclose.casework.services.outbox.sending import send_waiting
from caseclose.outside import ports


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


class Mailing(Silent):
    """A mail vendor. It says of each letter on which day it mailed it, until it hears that this was stored."""

    def __init__(self) -> None:
        self._mailed: dict[str, date] = {}

    def send(self, messages: Sequence[Message], *, on: date) -> None:
        """Mail the letters."""
        self._mailed |= {message.key: on for message in messages}

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Prove what was mailed by the day."""
        return [ports.Answer(key, key, "confirmed", day=day) for key, day in self._mailed.items() if day <= on]

    def taken(self, *answers: str) -> None:
        """Say these no more."""
        for answer in answers:
            self._mailed.pop(answer, None)


def the_post_goes(on: date, at: datetime, numbers: tuple[int, int] | None = None) -> None:
    """Send what waits, or only these numbers of it, and take the proof that it was mailed on the day."""
    post: Ports = {"mail_vendor": Mailing(), "other_agency": Silent()}
    send_waiting(on=on, at=at, ports=post, numbers=numbers)
    take_answers(on=on, at=at, ports=post)
