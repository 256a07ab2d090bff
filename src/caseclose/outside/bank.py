"""A bank that holds or was told to take money from an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseclose.outside.orders import Outgoing

NAME = "bank"


@dataclass(frozen=True, slots=True)
class AccountRelease:
    """Let go of what is held under our levy number `levy`. The bank knows the account from the levy itself."""

    key: str
    bank: str
    levy: int
    made_on: date


def account_release(message: Outgoing) -> AccountRelease:
    """Put a message into the bank's words."""
    return AccountRelease(message.key, message.to, message.remedy, message.made_on)
