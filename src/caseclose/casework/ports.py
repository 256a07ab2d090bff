"""What casework asks of the outside world. Whoever keeps these promises can stand behind a port."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Electronic:
    """What a person is told by e-mail or text, and where. The address is left out where this is shown."""

    channel: str
    address: str = field(repr=False)
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out: keys, our own numbers and whom it is for. It names no parent and no child.

    Only what goes to the messenger has an address: that of `electronic`.

    `party` is a remedy id or another agency; `order` is the number of the release order and `remedy` that of the remedy
    as it was placed, both 0 where it is no release; `to` says which board, bank, employer or agency. To an agency
    `says` is what is told, `theirs` its own number for the case and `basis` the rule that it rests on. Of an order to
    pay out `to` is whom the money is for, by their part in the case, and `says` is the amount.
    """

    key: str
    kind: str
    party: str
    case: str
    closure: int
    order: int
    remedy: int
    to: str
    made_on: date
    says: str = ""
    theirs: str = ""
    basis: str = ""
    electronic: Electronic | None = None


class Answer(Protocol):
    """What a party said about one message: accepted, confirmed, refused, unnamed, or stopped.

    Stopped means that the person who got it wants no more of them. Unnamed means that the party answered a file without
    a word about this message. `case` is the case number where the party repeats it. `id` tells answers of one party
    apart. `day` is the day on which what it speaks of was done, where the party names it: for a letter the day of
    mailing.
    """

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def says(self) -> str: ...  # noqa: D102
    @property
    def why(self) -> str: ...  # noqa: D102
    @property
    def case(self) -> str: ...  # noqa: D102
    @property
    def day(self) -> date | None: ...  # noqa: D102


class Heard(Protocol):
    """One outside party, as it is heard here."""

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Return what the party has said by `on` and was not taken yet. Raises OSError where it cannot be asked."""

    def taken(self, *answers: str) -> None:
        """Be told that the answers with these ids are stored here and need not be given again."""


@runtime_checkable
class Party(Heard, Protocol):
    """A party that messages are given to."""

    @property
    def at_a_time(self) -> int:
        """How many messages go out together at most: 1, or as many as fill a file."""

    def send(self, messages: Sequence[Message], *, on: date) -> None:
        """Give the messages over, each under its key. Given again under the same key, a message counts once.

        Raises OSError where it is not known whether they arrived; they are then given again. Where that is so of only
        some of them, the error names them in `keys`, and the others have arrived.
        """


@runtime_checkable
class MailVendor(Heard, Protocol):
    """The party that mails letters. It gets them in batches, which the mail room puts into its tray.

    It knows a letter by its code, answers under it, and mails what has one code once, however often it gets it.
    """

    @property
    def tray(self) -> Path:
        """The folder that batches are put into. A batch is a folder there, whole or not at all."""


class Incoming(Protocol):
    """A message from another agency. `id` is that agency's own name for it; `about` the key of ours that it answers.

    `case` is our case number where the agency knows it, `theirs` its own. `words` may hold anything about anyone.
    """

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def agency(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def case(self) -> str: ...  # noqa: D102
    @property
    def theirs(self) -> str: ...  # noqa: D102
    @property
    def about(self) -> str: ...  # noqa: D102
    @property
    def arrived_at(self) -> datetime: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102


@runtime_checkable
class AgencyNetwork(Party, Protocol):
    """The party for other agencies. They also send messages that nobody here asked for."""

    def arrived(self, *, on: date) -> Sequence[Incoming]:
        """Return the messages that arrived by `on` and were not taken yet. Raises OSError where it cannot be asked."""

    def received(self, message: Incoming) -> None:
        """Be told that the message is stored here and need not be given again."""


Ports = Mapping[str, Heard]
"""The party for each message, by the message's own `party`: a remedy id, another agency, the mail vendor, or the
messenger, who tells people by e-mail or text that a letter is on its way."""
