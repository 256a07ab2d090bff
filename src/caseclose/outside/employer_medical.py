"""An employer bound by a medical support notice. The court order's own words about coverage are not touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseclose.outside.orders import Outgoing

NAME = "employer_medical"


@dataclass(frozen=True, slots=True)
class CoverageEnd:
    """Our notice `notice` no longer binds you: the agency is no longer responsible for the medical support order."""

    key: str
    employer: str
    case: str
    notice: int
    made_on: date


def coverage_end(message: Outgoing) -> CoverageEnd:
    """Put a message into the employer's words."""
    return CoverageEnd(message.key, message.to, message.case, message.remedy, message.made_on)
