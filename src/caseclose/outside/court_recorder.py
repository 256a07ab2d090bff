"""The court, and the offices that record liens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseclose.outside.orders import Outgoing

NAME = "court_recorder"


@dataclass(frozen=True, slots=True)
class RecordedRelease:
    """Record the release of what we filed under the number `filing`. It does not cancel a debt."""

    key: str
    office: str
    what: str
    filing: int
    made_on: date


def recorded_release(message: Outgoing) -> RecordedRelease:
    """Put a message into the recorder's words."""
    return RecordedRelease(message.key, message.to, message.party, message.remedy, message.made_on)
