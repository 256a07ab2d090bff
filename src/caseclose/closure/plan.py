"""The outcome plan: what becomes of every service and remedy when a case closes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from caseclose.law.fold import folded
from caseclose.law.in_force import LawInForce
from caseclose.law.policy import Effect, Remedy
from caseclose.law.verdict import Facts, Verdict, missing, weighed
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
    own = law.policy.layer(law.state).effects
    items = []
    for remedy in law.policy.remedies.values():
        candidates = [effect for effect in own if effect.text.remedy == remedy.text.id] + list(remedy.effects)
        items.append(_planned(law, remedy, [e for e in candidates if _applies(law, e, becomes)], facts))
    return OutcomePlan(becomes, tuple(items))


def _applies(law: LawInForce, effect: Effect, becomes: str) -> bool:
    text = effect.text
    return becomes in text.on and text.since <= law.as_of and (text.until is None or law.as_of <= text.until)


def _planned(law: LawInForce, remedy: Remedy, effects: list[Effect], facts: Facts) -> Planned:
    """Take the first effect whose condition is met. One that cannot be settled makes the fate depend on it."""
    for effect in effects:
        verdict, absent = _weigh(law, effect, facts)
        if verdict is Verdict.UNKNOWN:
            return Planned(remedy, DEPENDS, remedy.text.plain, tuple(effect.text.cites), effect.text.verified, absent)
        if verdict is Verdict.MET:
            text = effect.text
            return _held_or(law, Planned(remedy, text.then, text.say, tuple(text.cites), text.verified), facts)
    return Planned(remedy, DEPENDS, NO_WORDS, (), "unverified")


def _weigh(law: LawInForce, effect: Effect, facts: Facts) -> tuple[Verdict, tuple[str, ...]]:
    if effect.rule is None:
        return Verdict.MET, ()
    tree = weighed(folded(effect.rule.versions[0].tree, law.limits, law.as_of), facts)
    return tree.verdict, missing(tree)


def _held_or(law: LawInForce, item: Planned, facts: Facts) -> Planned:
    """Keep back a release that a gate bars: another open case needs the remedy.

    Where nobody knows whether one does, the release stands in the plan and says what is to be found out first.
    """
    if item.then != "released":
        return item
    for gate in law.gates:
        if "release" not in gate.rule.text.shuts:
            continue
        found = gate.whole.read(facts)
        if found.verdict is Verdict.MET:
            text, version = gate.rule.text, gate.version.text
            return Planned(item.remedy, "goes_on", text.plain, tuple(version.cites), version.verified)
        item = replace(item, missing=missing(found))
    return item
