"""Which facts could still change the answer, when some are known and some can still be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import product

from caseclose.closure.request import ADVICE, BECOMES, CANNOT_CLOSE, CLOSES, NOT_THE_PERSON, ORDER, answer_request
from caseclose.law.in_force import LawInForce, Standing
from caseclose.law.verdict import Facts, Value, Verdict, missing


def gates_to_asking(law: LawInForce) -> tuple[Standing, ...]:
    """Return the gates that keep a request from being taken at all while they are shut."""
    return tuple(gate for gate in law.gates if "request" in gate.rule.text.shuts)


def undecided(law: LawInForce, facts: Facts, askable: Mapping[str, tuple[Value, ...]]) -> set[str]:
    """Return the facts among `askable` that could still change the answer to a request, or its plan.

    `askable` has the values that each may turn out to have. Every other fact that is missing stays unknown.
    """
    names: set[str] = set()
    for outcome in ORDER:
        bars = [standing for standing in law.requests if standing.rule.text.outcome == outcome]
        gates = gates_to_asking(law) if outcome == CANNOT_CLOSE else ()
        found = [standing.whole.read(facts) for standing in (*bars, *gates)]
        if any(each.verdict is Verdict.MET for each in found):
            return names | _in_plan(law, outcome, facts, askable)
        names.update(name for each in found for name in missing(each) if name in askable)
        if any(not _can_be_lifted(bar, facts, askable) for bar in bars):
            return names
    return names or _in_plan(law, CLOSES, facts, askable)


def advised(law: LawInForce, facts: Facts) -> set[str]:
    """Return the facts on which advice hangs. Who may not ask is given none."""
    barred = [each for each in law.requests if each.rule.text.outcome == NOT_THE_PERSON and each.weigh(facts)]
    advice = () if barred else [each for each in law.requests if each.rule.text.outcome == ADVICE]
    return {name for each in advice for name in missing(each.whole.read(facts))}


def _can_be_lifted(bar: Standing, facts: Facts, askable: Mapping[str, tuple[Value, ...]]) -> bool:
    """Say whether the bar may yet turn out not to stand."""
    open_names = [name for name in missing(bar.whole.read(facts)) if name in askable]
    mixes = product(*(askable[name] for name in open_names))
    return any(bar.weigh({**facts, **dict(zip(open_names, mix, strict=True))}) is False for mix in mixes)


def _in_plan(law: LawInForce, outcome: str, facts: Facts, askable: AbstractSet[str] | Mapping[str, object]) -> set[str]:
    if outcome not in BECOMES:
        return set()
    return {name for name in _missing_in_plan(law, outcome, facts) if name in askable}


def _missing_in_plan(law: LawInForce, outcome: str, facts: Facts) -> Iterator[str]:
    plan = answer_request(law, facts).plan
    for item in plan.items if plan else ():
        yield from item.missing
    for standing in law.outcomes if outcome == CLOSES else ():
        yield from missing(standing.whole.read(facts))
