"""What people and the system ask for. Each command is one row of the table of steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseclose.closure.steps import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a name that the journal keeps, and the role that the table of steps asks for."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """Record a request to close that arrived on `arrived_on`."""

    arrived_on: date
    channel: str
    signed: bool
    may_ask: bool | None
    name = "record_request"


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """Return a request as incomplete. `missing` are names of reasons.toml."""

    missing: tuple[str, ...]
    name = "return_request"


@dataclass(frozen=True, slots=True)
class DeclineRequest:
    """Decline a request that the policy forbids."""

    name = "decline_request"


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Take a request back."""

    name = "withdraw_request"


@dataclass(frozen=True, slots=True)
class Propose:
    """Propose to close under a criterion."""

    criterion: str
    name = "propose"


@dataclass(frozen=True, slots=True)
class Approve:
    """Approve a request or a proposal, as the second person."""

    name = "approve"


@dataclass(frozen=True, slots=True)
class SendNotice:
    """Record that the notice went out on `sent_on`."""

    sent_on: date
    name = "send_notice"


@dataclass(frozen=True, slots=True)
class RecordReturnedMail:
    """Record that the notice came back."""

    name = "record_returned_mail"


@dataclass(frozen=True, slots=True)
class RecordReply:
    """Record a reply, stamped when it arrived."""

    reply: str
    arrived_at: datetime
    channel: str
    name = "record_reply"


@dataclass(frozen=True, slots=True)
class ReviewReply:
    """Answer, in words, whether a reply could lead to paternity, an order or enforcement."""

    reply: str
    could_lead: bool
    words: str
    name = "review_reply"


@dataclass(frozen=True, slots=True)
class Close:
    """Close the case today."""

    name = "close"


@dataclass(frozen=True, slots=True)
class KeepOpen:
    """End the closing with the case open. `reasons` are names of reasons.toml; `words` stay in the case record."""

    reasons: tuple[str, ...]
    words: str = ""
    name = "keep_open"


Command = (
    RecordRequest
    | ReturnRequest
    | DeclineRequest
    | WithdrawRequest
    | Propose
    | Approve
    | SendNotice
    | RecordReturnedMail
    | RecordReply
    | ReviewReply
    | Close
    | KeepOpen
)
