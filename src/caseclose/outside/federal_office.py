"""The federal office, which takes files and remembers no keys: each file once, by its sequence number.

A message is in one file. Once a file is in place, its messages count as sent: a sender that was killed before it could
mark them finds them there and does not write them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseclose.outside import federal_files as files
from caseclose.outside.federal_answers import UNREADABLE, reconciled, unreadable
from caseclose.outside.orders import Outgoing
from caseclose.outside.ports import Answer, FileExchange

NAME = "federal_office"
LARGEST_FILE = 5_000


class FederalOffice:
    """The port for tax refunds, other federal payments and passports."""

    at_a_time = LARGEST_FILE

    def __init__(self, agency: str, exchange: FileExchange) -> None:
        self._agency = agency
        self._exchange = exchange
        self._items: dict[str, list[files.Item]] = {}
        self._open: dict[str, set[str]] = {}

    def send(self, messages: Sequence[Outgoing], *, on: date) -> None:
        """Put into one new file what is in none yet. Raises OSError where it could not be put in place.

        The file's number is chosen before it is looked at what is in a file already. Whoever filed the same in the
        meantime has taken that number, and then it is looked at again: so a sender that stood still in between, and
        was taken for dead, files nothing twice.
        """
        first = sequence = self._last_sequence() + 1
        while True:
            filed = self._filed(first)
            fresh = [message for message in messages if message.key not in filed]
            if not fresh:
                return
            text = files.file_text(self._agency, sequence, on, files.items_for(fresh))
            try:
                self._exchange.put(files.our_name(sequence), text)
            except FileExistsError:
                sequence = self._last_sequence() + 1
            else:
                return

    def _filed(self, first: int) -> set[str]:
        """Return the keys in our files that are not settled, and in all from the number `first` on."""
        settled = [name for name in self._exchange.settled() if (files.our_sequence(name) or 0) >= first]
        return {item.key for name in (*self._exchange.sent(), *settled) for item in self._items_of(name)}

    def _last_sequence(self) -> int:
        names = [*self._exchange.sent(), *self._exchange.settled()]
        return max((files.our_sequence(name) or 0 for name in names), default=0)

    def _items_of(self, name: str) -> list[files.Item]:
        if name not in self._items:
            self._items[name] = files.read_items(self._exchange.read(name))
        return self._items[name]

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Return what the files that have arrived by `on` say about each message."""
        found: list[Answer] = []
        for name in self._exchange.arrived(on=on):
            answers = self._read(name)
            self._open[name] = {answer.id for answer in answers}
            found += answers
        return found

    def _read(self, name: str) -> list[Answer]:
        theirs = files.their_file(name)
        if theirs is None:
            return [unreadable(name, "a file of an unknown kind")]
        sequence, kind = theirs
        try:
            items = self._items_of(files.our_name(sequence))
        except FileNotFoundError:
            return [unreadable(name, "it answers a file that was never sent")]
        return reconciled(name, kind, sequence, items, self._exchange.read_arrived(name))

    def taken(self, *answers: str) -> None:
        """Settle a file of theirs when its last answer is taken; a whole status report settles ours before it.

        Killed in between, theirs is still there, and is read again.
        """
        for answer in answers:
            self._taken(answer)

    def _taken(self, answer: str) -> None:
        name = next((name for name in self._open if answer in self._open[name]), None)
        if name is None:
            return
        self._open[name].discard(answer)
        if not self._open[name]:
            del self._open[name]
            theirs = files.their_file(name)
            if theirs is not None and theirs[1] == files.STATUS and not answer.endswith(UNREADABLE):
                self._exchange.settle(files.our_name(theirs[0]))
            self._exchange.settle(name)
