"""Sharing out a payment: how much goes to whom under a rule of distribution. Every cent has one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from caseclose.law.distribution import ShareRuleText

NOTHING = Decimal("0.00")
FAMILY, STATE, BACK, AGENCY, HELD = "family", "state", "back", "agency", "held"
CURRENT, ARREARS_FAMILY, ARREARS_STATE = "current", "arrears_family", "arrears_state"


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed in a case, and whether an order for current support runs. None is unknown.

    `current` is what is still due for the month; where it is less than nothing, so much was paid ahead.
    """

    current: Decimal | None
    family: Decimal | None
    state: Decimal | None
    order: bool | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a payment: to whom it goes, and which debt it pays; none where `pays` is empty.

    Of money that is held, `missing` names what is to be found out; empty where a rule or a person holds it.
    """

    to: str
    amount: Decimal
    pays: str = ""
    missing: str = ""


_DEBTS = {
    "current_to_family": (FAMILY, CURRENT),
    "current_to_state": (STATE, CURRENT),
    "arrears_to_family": (FAMILY, ARREARS_FAMILY),
    "arrears_to_state": (STATE, ARREARS_STATE),
}
_AHEAD = {"ahead_to_family": FAMILY, "ahead_to_state": STATE}
_ALL = {"all_to_family": FAMILY, "all_to_agency": AGENCY, "all_back": BACK, "all_held": HELD}
_NOT_KNOWN = {CURRENT: "current_order", ARREARS_FAMILY: "arrears_family", ARREARS_STATE: "arrears_assigned"}


def share(amount: Decimal, rule: ShareRuleText, owed: Owed) -> tuple[Part, ...]:
    """Share `amount` out in the order of the rule's buckets. The parts add up to it.

    Where it is not known how much a bucket may take, that bucket and all after it take nothing, and the rest is held.
    """
    parts: list[Part] = []
    left = amount
    for bucket in rule.to:
        if left <= 0:
            break
        part = _part(bucket, left, owed)
        if part is not None and part.amount > 0:
            parts.append(part)
            left -= part.amount
    return tuple(parts)


def _part(bucket: str, left: Decimal, owed: Owed) -> Part | None:
    """Return what the bucket takes of what is left. Where that cannot be told, all that is left is held."""
    if bucket in _ALL:
        return Part(_ALL[bucket], left)
    if bucket in _AHEAD:
        if owed.order is None:
            return Part(HELD, left, missing=_NOT_KNOWN[CURRENT])
        return Part(_AHEAD[bucket], left, CURRENT) if owed.order else None
    to, debt = _DEBTS[bucket]
    due = {CURRENT: owed.current, ARREARS_FAMILY: owed.family, ARREARS_STATE: owed.state}[debt]
    if due is None:
        return Part(HELD, left, missing=_NOT_KNOWN[debt])
    return Part(to, min(left, due), debt)


def asks_what_is_owed(rule: ShareRuleText) -> bool:
    """Say whether the rule needs to know what is owed in the case."""
    return any(bucket in _DEBTS or bucket in _AHEAD for bucket in rule.to)


def total(parts: Iterable[Part], to: str) -> Decimal:
    """Return how much of the parts goes to one place."""
    return sum((part.amount for part in parts if part.to == to), NOTHING)
