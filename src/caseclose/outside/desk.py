"""A desk stands between casework and the line to one kind of party: it puts each message into the party's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

from caseclose.outside.agency_network import AgencyNotice, Incoming, agency_notice
from caseclose.outside.orders import Outgoing
from caseclose.outside.ports import AgencyNetwork, Answer, Line

R = TypeVar("R")


class Desk(Generic[R]):
    """The desk for one kind of party. It takes as many messages as fill a tray."""

    at_a_time = 100

    def __init__(self, in_words: Callable[[Outgoing], R], line: Line[R]) -> None:
        self._in_words = in_words
        self._line = line

    def send(self, messages: Sequence[Outgoing], *, on: date) -> None:
        """Give the messages over, one after the other. Raises Unreachable with the keys of those that may be lost."""
        self._line.put(*[self._in_words(message) for message in messages], on=on)

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Return what the party has said by `on`."""
        return self._line.answers(on=on)

    def taken(self, *answers: str) -> None:
        """Tell the line that these answers need not be given again."""
        self._line.taken(*answers)


class AgencyDesk(Desk[AgencyNotice]):
    """The desk for other agencies. It also hands in what they write."""

    def __init__(self, network: AgencyNetwork) -> None:
        super().__init__(agency_notice, network)
        self._network = network

    def arrived(self, *, on: date) -> Sequence[Incoming]:
        """Return the messages that arrived by `on` and were not taken yet."""
        return self._network.arrived(on=on)

    def received(self, message: Incoming) -> None:
        """Tell the network that the message need not be given again."""
        self._network.received(message)
