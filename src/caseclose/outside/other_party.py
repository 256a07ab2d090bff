"""Any other party: credit bureaus, insurers, the lottery, the state tax office, whoever pays benefits.

The agency's own systems stand behind a port of the same kind, for services that simply end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseclose.outside.orders import Outgoing

NAME = "other_party"
OWN_SYSTEMS = "own_systems"


@dataclass(frozen=True, slots=True)
class PlainRelease:
    """Let go of what we placed with you under the number `placed`."""

    key: str
    to: str
    what: str
    placed: int
    made_on: date


def plain_release(message: Outgoing) -> PlainRelease:
    """Put a message into plain words."""
    return PlainRelease(message.key, message.to, message.party, message.remedy, message.made_on)
