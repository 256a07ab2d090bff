"""The outcome plan: what becomes of every service and remedy when a case closes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from caseclose.law.in_force import LawInForce
from caseclose.law.policy import Remedy
from caseclose.law.verdict import Facts, missing
from caseclose.law.written import NO_WORDS, Words

DEPENDS = "depends"


@dataclass(frozen=True, slots=True)
class Planned:
    """One service or remedy with what becomes of it: ends, released, goes_on, state_debt_only or depends."""

    remedy: Remedy
    then: str
    say: Words
    cites: tuple[str, ...]
    verified: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomePlan:
    """Every service and remedy, sorted by what becomes of it. `becomes` says what the case turns into."""

    becomes: str
    items: tuple[Planned, ...]

    def having(self, then: str) -> tuple[Planned, ...]:
        """Return the items with one fate."""
        return tuple(item for item in self.items if item.then == then)


def outcome_plan(law: LawInForce, becomes: str, facts: Facts) -> OutcomePlan:
    """Work out the plan for a case that becomes payment_processing, closed or state_debt_only."""
    return OutcomePlan(becomes, tuple(_planned(law, name, becomes, facts) for name in law.policy.remedies))


def fate(law: LawInForce, remedy: str, becomes: str, facts: Facts) -> Planned | None:
    """Return what becomes of one remedy, as the plan has it; None where the policy does not know it."""
    return _planned(law, remedy, becomes, facts) if remedy in law.policy.remedies else None


def _planned(law: LawInForce, name: str, becomes: str, facts: Facts) -> Planned:
    """Take the first effect whose condition is met. One that cannot be settled makes the fate depend on it."""
    remedy = law.policy.remedies[name]
    for standing in law.effects[name]:
        text = standing.effect.text
        if becomes not in text.on:
            continue
        met = standing.when is None or standing.when.weigh(facts)
        if met is None and standing.when is not None:
            absent = missing(standing.when.read(facts))
            return Planned(remedy, DEPENDS, remedy.text.plain, tuple(text.cites), text.verified, absent)
        if met:
            return _held_or(law, Planned(remedy, text.then, text.say, tuple(text.cites), text.verified), facts)
    return Planned(remedy, DEPENDS, NO_WORDS, (), "unverified")


def _held_or(law: LawInForce, item: Planned, facts: Facts) -> Planned:
    """Keep back a release that a gate bars: another open case needs the remedy.

    Where nobody knows whether one does, the release stands in the plan and says what is to be found out first.
    """
    if item.then != "released":
        return item
    for gate in law.gates:
        if "release" not in gate.rule.text.shuts:
            continue
        shut = gate.weigh(facts)
        if shut:
            text, version = gate.rule.text, gate.version.text
            return Planned(item.remedy, "goes_on", text.plain, tuple(version.cites), version.verified)
        if shut is None:
            item = replace(item, missing=missing(gate.whole.read(facts)))
    return item
