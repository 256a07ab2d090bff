"""The agency's own systems: they pay money out, and they take note of services that simply end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseclose.outside.orders import Outgoing
from caseclose.outside.other_party import PlainRelease, plain_release

PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """Pay `amount` out in the case `case`: `to` the family, back to the payer, or to the agency that it is worked for.

    It names nobody. The payment system knows from its own records who that is and how they are paid.
    """

    key: str
    to: str
    amount: str
    case: str
    made_on: date


def own_record(message: Outgoing) -> PaymentOrder | PlainRelease:
    """Put a message into the words of the agency's own systems."""
    if message.kind == PAYMENT:
        return PaymentOrder(message.key, message.to, message.says, message.case, message.made_on)
    return plain_release(message)
