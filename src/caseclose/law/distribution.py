"""Who gets the money: the rules of distribution as the policy writes them, and the one that applies to a payment.

A state's rules are tried first, then the federal ones, each list in its own order. The first one whose conditions hold
applies. Where it cannot be told whether a rule's conditions hold, none applies: what is not known is to be found out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import field

from caseclose.law.sources import Source
from caseclose.law.written import Shape, Verified, Words

Kind = Literal["enforcement", "payment_processing", "state_debt_only", "closed"]
MoneyFrom = Literal["withholding", "federal_offset", "state_offset", "direct", "other"]
Bucket = Literal[
    "current_to_family",
    "current_to_state",
    "arrears_to_family",
    "arrears_to_state",
    "ahead_to_family",
    "ahead_to_state",
    "all_to_family",
    "all_to_agency",
    "all_back",
    "all_held",
]
LAST = frozenset({"all_to_family", "all_to_agency", "all_back", "all_held"})
"""Buckets that take all that is left. One of them ends every list, so that no cent is left without a place."""

DEBTS = frozenset({"current_to_family", "current_to_state", "arrears_to_family", "arrears_to_state"})
"""Buckets that take no more than what is owed."""


class GivenText(Shape, frozen=True):
    """What a worked example says of a case and a payment. What is left out is not known."""

    amount: Decimal
    kind: Kind
    money_from: MoneyFrom = field(name="from")
    aid: bool | None = None
    obligation_ended: bool | None = None
    responding: bool = False
    keeps_paying_out: bool = False
    order: bool | None = None
    current: Decimal | None = None
    family: Decimal | None = None
    state: Decimal | None = None


class SharedText(Shape, frozen=True):
    """What must come out of a worked example."""

    family: Decimal = Decimal(0)
    state: Decimal = Decimal(0)
    back: Decimal = Decimal(0)
    agency: Decimal = Decimal(0)
    held: Decimal = Decimal(0)


class ShareExampleText(Shape, frozen=True):
    """A worked example of one rule."""

    say: str
    given: GivenText
    then: SharedText
    on: date | None = None


class ShareRuleText(Shape, frozen=True):
    """One rule of distribution as written. A condition that is left out holds always.

    `aid = "now"` takes it that the family gets cash aid or foster care; "not_now" that it gets none; both must be
    known. "known_now" holds only where aid is known, and lets an unknown one pass. `obligation = "ended"` takes it that
    the duty to pay is known to have ended; "may_live" holds as long as that is not known.
    """

    id: str
    heading: Words
    plain: Words
    since: date = field(name="from")
    cites: list[str]
    verified: Verified
    to: list[Bucket]
    example: list[ShareExampleText]
    until: date | None = None
    source: str = ""
    note: str = ""
    case: list[Kind] = []
    money: list[MoneyFrom] = []
    aid: Literal["", "now", "not_now", "known_now"] = ""
    obligation: Literal["", "ended", "may_live"] = ""
    responding: bool = False
    """Whether it is for cases worked for another agency, and for no others; or for all but those."""
    keeps_paying_out: bool = False
    """Whether it is only for closed cases of which the responding agency has not been told yet."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of the case and where the payment came from. None is unknown."""

    kind: str
    money_from: str
    aid: bool | None
    obligation_ended: bool | None
    responding: bool
    keeps_paying_out: bool = False


@dataclass(frozen=True, slots=True)
class Applies:
    """The rule that applies, or None with what is to be found out first."""

    rule: ShareRuleText | None
    missing: tuple[str, ...] = ()


def rule_for(rules: Iterable[ShareRuleText], case: Situation, on: date) -> Applies:
    """Return the first of `rules` that applies on the day. Where that cannot be told, say what is missing."""
    for rule in rules:
        if rule.since <= on and (rule.until is None or on <= rule.until):
            missing = _missing(rule, case)
            if missing:
                return Applies(None, missing)
            if missing is not None:
                return Applies(rule)
    return Applies(None, ("rule",))


def _missing(rule: ShareRuleText, case: Situation) -> tuple[str, ...] | None:
    """Return None where the rule does not apply, an empty tuple where it does, else what is to be found out."""
    known = (
        not rule.case or case.kind in rule.case,
        not rule.money or case.money_from in rule.money,
        rule.responding is case.responding,
        case.keeps_paying_out or not rule.keeps_paying_out,
        rule.aid != "known_now" or case.aid is True,
        rule.obligation != "may_live" or case.obligation_ended is not True,
    )
    asked = {
        "aid": {"now": case.aid, "not_now": None if case.aid is None else not case.aid}.get(rule.aid, True),
        "obligation_ended": case.obligation_ended if rule.obligation == "ended" else True,
    }
    if not all(known) or False in asked.values():
        return None
    return tuple(name for name, answer in asked.items() if answer is None)


def read_distribution(source: Source) -> tuple[ShareRuleText, ...]:
    """Read a file of rules of distribution. Faults are noted in `source`."""
    found: dict[str, ShareRuleText] = {}
    for index, table in enumerate(source.tables("rule")):
        at = f"rule[{index}]"
        rule = source.shaped(table, ShareRuleText, at)
        if rule is None:
            continue
        _check(source, rule, found, at)
        found[rule.id] = rule
    return tuple(found.values())


def _check(source: Source, rule: ShareRuleText, before: dict[str, ShareRuleText], at: str) -> None:
    if rule.id in before:
        source.fault(f"the id '{rule.id}' is used twice", f"{at}.id")
    if rule.until is not None and rule.until < rule.since:
        source.fault(f"'{rule.id}' ends on {rule.until}, before it begins", f"{at}.until")
    ends = [bucket for bucket in rule.to if bucket in LAST]
    if len(ends) != 1 or rule.to[-1] != ends[0]:
        last = ", ".join(sorted(LAST))
        source.fault(f"'{rule.id}' must end with one bucket that takes what is left: {last}", f"{at}.to")
    if len(set(rule.to)) != len(rule.to):
        source.fault(f"'{rule.id}' names a bucket twice", f"{at}.to")
    if not rule.example:
        source.fault(f"'{rule.id}' needs an [[rule.example]]", f"{at}.id")
