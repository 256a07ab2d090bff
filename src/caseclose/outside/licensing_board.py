"""A board or office that gives licenses: it lifts a hold or suspension that the agency asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseclose.outside.orders import Outgoing

NAME = "licensing_board"


@dataclass(frozen=True, slots=True)
class LicenseRelease:
    """Lift the hold that we placed under the number `hold`. Holds of others stay."""

    key: str
    board: str
    license: str
    hold: int
    made_on: date


def license_release(message: Outgoing) -> LicenseRelease:
    """Put a message into the board's words."""
    return LicenseRelease(message.key, message.to, message.party, message.remedy, message.made_on)
