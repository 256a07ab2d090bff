"""What can happen to a closure, in the past tense. A closure is what its events say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RequestRecorded:
    """Someone asked to close the case. `may_ask` says that the person is known to be the one who opened it."""

    arrived_on: date
    channel: str
    signed: bool
    may_ask: bool | None


@dataclass(frozen=True, slots=True)
class RequestReturned:
    """The request went back as incomplete, with what is missing, by its names in reasons.toml."""

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestDeclined:
    """The request was declined, with the rules that forbid it."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestWithdrawn:
    """The person who asked took the request back."""

    on: date


@dataclass(frozen=True, slots=True)
class ClosureProposed:
    """The agency proposes to close under a criterion that is met."""

    criterion: str


@dataclass(frozen=True, slots=True)
class ClosureApproved:
    """A second person approved. `outcome` says what the case will become; `notice` which notice is owed, or none."""

    criterion: str
    outcome: str
    notice: str


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """The notice was made on `sent_on`. Out on that day, the case cannot close before `earliest_close_on`."""

    notice: str
    sent_on: date
    earliest_close_on: date


@dataclass(frozen=True, slots=True)
class NoticeWentOut:
    """The notice was mailed on `sent_on`, by proof, or the network took it then. Its days run from there."""

    sent_on: date
    earliest_close_on: date


@dataclass(frozen=True, slots=True)
class DeadlineMoved:
    """The web site could not be reached when an answer was due, so the case cannot close before a later day."""

    earliest_close_on: date
    outage: int


@dataclass(frozen=True, slots=True)
class MailReturned:
    """The notice came back. A new notice starts a new clock."""

    on: date


@dataclass(frozen=True, slots=True)
class ReplyRecorded:
    """An answer to the notice arrived, stamped when it arrived and not when it was keyed."""

    reply: str
    arrived_at: datetime
    channel: str


@dataclass(frozen=True, slots=True)
class ReplyFoundAfterClosing:
    """An answer that had arrived in time was keyed only when the case was closed: it could have stopped the closing."""

    reply: str
    arrived_at: datetime
    channel: str


@dataclass(frozen=True, slots=True)
class ReplyReviewed:
    """A person weighed a reply and answered in words whether it could lead to paternity, an order or enforcement."""

    reply: str
    could_lead: bool
    words: str


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """The case was closed and became `outcome`."""

    criterion: str
    outcome: str
    on: date


@dataclass(frozen=True, slots=True)
class CaseKeptOpen:
    """The closing ended with the case open, and why, by names of reasons.toml. `words` are for the case record only."""

    reasons: tuple[str, ...]
    on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """A closed case was opened again under the same number."""

    on: date
    basis: str
    application_on: date | None
    fee_cents: int


Event = (
    RequestRecorded
    | RequestReturned
    | RequestDeclined
    | RequestWithdrawn
    | ClosureProposed
    | ClosureApproved
    | NoticeSent
    | NoticeWentOut
    | DeadlineMoved
    | MailReturned
    | ReplyRecorded
    | ReplyFoundAfterClosing
    | ReplyReviewed
    | CaseClosed
    | CaseKeptOpen
    | CaseReopened
)

BEGINNINGS = (RequestRecorded, ClosureProposed)
"""Events with which a closure begins."""
