"""A desk stands between casework and the line to one kind of party: it puts each message into the party's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

from caseclose.outside.orders import Outgoing
from caseclose.outside.ports import Answer, Line

R = TypeVar("R")


class Desk(Generic[R]):
    """The desk for one kind of party. It sends one message at a time."""

    at_a_time = 1

    def __init__(self, in_words: Callable[[Outgoing], R], line: Line[R]) -> None:
        self._in_words = in_words
        self._line = line

    def send(self, messages: Sequence[Outgoing], *, on: date) -> None:
        """Give the messages over, one after the other. Raises Unreachable where one may not have arrived."""
        for message in messages:
            self._line.put(self._in_words(message), on=on)

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Return what the party has said by `on`."""
        return self._line.answers(on=on)

    def taken(self, answer: str) -> None:
        """Tell the line that this answer need not be given again."""
        self._line.taken(answer)
