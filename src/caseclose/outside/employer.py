"""An employer, or another payer of income, that withholds support.

This is the termination of a withholding order in our own words. The electronic form of it calls it TRM and must repeat
the identifier of the original order; here that is `original`. The official record's layout is not built here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseclose.outside.orders import Outgoing

NAME = "employer"


@dataclass(frozen=True, slots=True)
class WithholdingEnd:
    """Stop withholding under the order `original` of the case `case`. `tracking` is our number of this document."""

    key: str
    employer: str
    case: str
    original: int
    tracking: int
    made_on: date
    action: str = "terminate"


def withholding_end(message: Outgoing) -> WithholdingEnd:
    """Put a message into the employer's words."""
    return WithholdingEnd(message.key, message.to, message.case, message.remedy, message.order, message.made_on)
