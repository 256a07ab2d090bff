"""Messages on their way out, as casework makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DAY = date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told by e-mail or text."""

    channel: str = "text"
    address: str = "+15550000001"
    subject: str = ""
    text: str = "A message waits for you."


@dataclass(frozen=True, slots=True)
class Made:
    """A message like those of casework, which this room does not know."""

    key: str
    party: str = "passport"
    case: str = "A1"
    kind: str = "release"
    closure: int = 7
    order: int = 12
    remedy: int = 34
    to: str = "Some Bank"
    made_on: date = DAY
    says: str = ""
    theirs: str = ""
    basis: str = ""
    electronic: Told | None = None


def release(number: int, party: str = "passport", case: str = "") -> Made:
    return Made(f"release:{number}", party, case or f"A{number}", order=number)
