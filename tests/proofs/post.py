"""A mail vendor and a network that take everything and never say a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseclose.casework.ports import Answer, Message, Ports


class Silent:
    """A party that takes what it is given."""

    at_a_time = 100

    def send(self, messages: Sequence[Message], *, on: date) -> None:
        """Take the messages."""

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Say nothing."""
        del on
        return ()

    def taken(self, answer: str) -> None:
        """Hear that an answer was stored, though there was none."""


POST: Ports = {"mail_vendor": Silent(), "other_agency": Silent()}
