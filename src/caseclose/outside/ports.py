"""The ports of the outside world, one for each kind of party. What stands behind them may be real or a fake.

A party that takes orders and remembers their keys has a line. A party that takes files has an exchange.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from caseclose.outside.agency_network import AgencyNotice, Incoming
from caseclose.outside.bank import AccountRelease
from caseclose.outside.court_recorder import RecordedRelease
from caseclose.outside.employer import WithholdingEnd
from caseclose.outside.employer_medical import CoverageEnd
from caseclose.outside.licensing_board import LicenseRelease
from caseclose.outside.messenger import Pointer
from caseclose.outside.other_party import PlainRelease

R = TypeVar("R", contravariant=True)


class Unreachable(ConnectionError):
    """It is not known whether what was given over has arrived. It is to be given over again under the same key.

    `keys` name the messages of which that is so; where none is named, it is so of all.
    """

    def __init__(self, words: str = "", keys: Iterable[str] = ()) -> None:
        super().__init__(words)
        self.keys = frozenset(keys)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a party said about the order under `key`: accepted, confirmed, refused, unnamed, or stopped.

    `case` is the case number where the party repeats it. `id` tells the answers of one party apart. `day` is the day on
    which what it speaks of was done, where the party names it.
    """

    id: str
    key: str
    says: str
    why: str = ""
    case: str = ""
    day: date | None = None


class Line(Protocol[R]):
    """A way to a party that takes records and remembers their keys: given twice, one counts once."""

    def put(self, *records: R, on: date) -> None:
        """Give records over, one after the other. Raises Unreachable with the keys of those that may not have arrived.

        Every other one has arrived.
        """

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Return what the party has said by `on` and was not told to forget."""

    def taken(self, *answers: str) -> None:
        """Tell the line that the answers with these ids need not be given again."""


class MailVendor(Protocol):
    """Prints and mails letters. Takes batches out of its tray, then confirms each letter, and on which day it went."""

    @property
    def tray(self) -> Path:
        """The folder that batches are put into."""

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Return what the vendor has said by `on` and was not told to forget. Its keys are the codes of letters."""

    def taken(self, *answers: str) -> None:
        """Tell the vendor that the answers with these ids need not be given again."""


class Messenger(Line[Pointer], Protocol):
    """Sends e-mails and texts. Accepts a message, then confirms that it was delivered.

    It refuses one that came back, also after it was confirmed, and says `stopped` where the person wants no more.
    """


class AgencyNetwork(Line[AgencyNotice], Protocol):
    """Carries messages between child support agencies, both ways. Accepts ours, then confirms that they were read."""

    def arrived(self, *, on: date) -> Sequence[Incoming]:
        """Return the messages of other agencies that arrived by `on` and that it was not told to forget."""

    def received(self, message: Incoming) -> None:
        """Tell the network that this message need not be given again."""


class LicensingBoard(Line[LicenseRelease], Protocol):
    """Gives licenses: to drive, to work, to hunt or fish. Accepts a release, then confirms that the hold is off."""


class Bank(Line[AccountRelease], Protocol):
    """Holds accounts. Accepts a release, then confirms that the money is free."""


class Employer(Line[WithholdingEnd], Protocol):
    """Pays wages. Accepts the end of a withholding, then confirms the last deduction."""


class MedicalEmployer(Line[CoverageEnd], Protocol):
    """Provides health coverage. Accepts and confirms that the agency's medical notice no longer binds it."""


class CourtRecorder(Line[RecordedRelease], Protocol):
    """Records liens and court papers. Accepts a filing, then confirms that it is on record."""


class OtherParty(Line[PlainRelease], Protocol):
    """Anyone else who holds something for a case."""


class FileExchange(Protocol):
    """A folder shared with a party that takes files: ours going out, theirs coming in. A file is there whole or not."""

    def sent(self) -> Sequence[str]:
        """Return the names of our files that are not yet settled, oldest first."""

    def settled(self) -> Sequence[str]:
        """Return the names of our files that are settled."""

    def put(self, name: str, text: str) -> None:
        """Put our file in place, whole and on the disk. Raises FileExistsError where the name is taken."""

    def read(self, name: str) -> str:
        """Return the text of one of our files, settled or not. Raises FileNotFoundError."""

    def arrived(self, *, on: date) -> Sequence[str]:
        """Return the names of their files that are here by `on`."""

    def read_arrived(self, name: str) -> str:
        """Return the text of one of theirs, with what cannot be decoded replaced."""

    def settle(self, name: str) -> None:
        """Put one of our files, or of theirs, among the settled."""
