"""Proof by solver: can any facts meet a state's rule and not the federal paragraph that allows it?

Needs the extra `prove` (z3). Only meetings matter here, so each fact is a plain unknown of the solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

from caseclose.law.fold import folded
from caseclose.law.policy import FEDERAL, Policy
from caseclose.law.rules import Rule
from caseclose.law.tree import All, AnyOf, Atom, Compare, Holds, Node, Not, OneOf, facts_read


@dataclass(frozen=True, slots=True)
class Wider:
    """A state rule that some facts meet although the federal paragraph is not met, and one such case."""

    rule: str
    under: str
    on: date
    case: str


def prover_available() -> bool:
    """Say whether the solver is installed."""
    return find_spec("z3") is not None


def wider_rules(policy: Policy) -> list[Wider]:
    """Return each state criterion, in each of its texts, that is wider than its federal paragraph."""
    found = []
    for code in policy.states:
        if code == FEDERAL:
            continue
        for rule in policy.layer(code).criteria.values():
            found += [wider for version in rule.versions if (wider := _wider(policy, rule, version.since))]
    return found


def _wider(policy: Policy, rule: Rule, day: date) -> Wider | None:
    own, above = rule.on(day), policy.federal.criteria[rule.text.under].on(day)
    if own is None or above is None:
        return None
    limits = policy.limits(rule.layer)
    case = counterexample(folded(own.tree, limits, day), folded(above.tree, limits, day))
    return Wider(rule.id, rule.text.under, day, case) if case is not None else None


def counterexample(narrow: Node, wide: Node) -> str | None:
    """Return facts, in words, that meet `narrow` and not `wide`; None when there are none."""
    import z3

    solver = z3.Solver()
    solver.add(_formula(z3, narrow), z3.Not(_formula(z3, wide)))
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    names = facts_read(All((narrow, wide)))
    shown = {str(item): model[item] for item in model.decls()}
    return ", ".join(f"{name} = {_shown(shown[name])}" for name in names if name in shown)


def _formula(z3: Any, node: Node) -> Any:
    if isinstance(node, Not):
        return z3.Not(_formula(z3, node.part))
    if isinstance(node, All):
        return z3.And(*(_formula(z3, part) for part in node.parts))
    if isinstance(node, AnyOf):
        return z3.Or(*(_formula(z3, part) for part in node.parts))
    return _atom(z3, node)


def _atom(z3: Any, atom: Atom) -> Any:
    if isinstance(atom, Holds):
        return z3.Bool(atom.fact)
    if isinstance(atom, OneOf):
        return z3.Or(*(z3.String(atom.fact) == z3.StringVal(choice) for choice in atom.choices))
    if isinstance(atom, Compare):
        amount = atom.amount
        number = z3.Real(atom.fact) if isinstance(amount, Decimal) else z3.Int(atom.fact)
        value = z3.RealVal(str(amount)) if isinstance(amount, Decimal) else z3.IntVal(int(str(amount)))
        compared = {"<": number < value, "<=": number <= value, ">": number > value, ">=": number >= value}
        return compared.get(atom.op, number == value)
    if atom.latest is None:
        raise ValueError(f"{atom} was not folded")
    return z3.Int(atom.fact) <= z3.IntVal(atom.latest.toordinal())


def _shown(value: Any) -> str:
    text = str(value)
    return date.fromordinal(int(text)).isoformat() if text.isdigit() and len(text) == len("735000") else text.lower()
