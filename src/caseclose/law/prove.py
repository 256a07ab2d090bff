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
from caseclose.law.limits import CENT
from caseclose.law.policy import FEDERAL, Policy
from caseclose.law.rules import Rule, Version
from caseclose.law.tree import All, AnyOf, Atom, Compare, Holds, Node, Not, OneOf, Reached, atoms
from caseclose.law.values import EARLIEST, LATEST
from caseclose.law.verdict import constant


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
            found += [wider for version in rule.versions if (wider := _wider_text(policy, rule, version))]
    return found


def _wider_text(policy: Policy, rule: Rule, version: Version) -> Wider | None:
    """Look at one text on its first day, and on each later day on which the federal text or a limit changed."""
    federal = [other.since for other in policy.federal.criteria[rule.text.under].versions]
    limits = [first for limit in policy.limits(rule.layer).values() for first, _, _ in limit.values]
    days = sorted({version.since, *(day for day in (*federal, *limits) if version.in_force(day))})
    return next((wider for day in days if (wider := _wider(policy, rule, day))), None)


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

    asked = {atom.fact: atom for atom in atoms(All((narrow, wide)))}
    solver = z3.Solver()
    solver.add(_formula(z3, narrow), z3.Not(_formula(z3, wide)), *(_likely(z3, atom) for atom in asked.values()))
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    values = {str(item): model[item] for item in model.decls()}
    return ", ".join(f"{name} = {_shown(atom, values[name])}" for name, atom in asked.items() if name in values)


def _likely(z3: Any, atom: Atom) -> Any:
    """Keep to values that a fact can have: no count and no debt below zero, no date outside the calendar here."""
    if isinstance(atom, Compare):
        return z3.Int(atom.fact) >= 0
    if isinstance(atom, Reached):
        day = z3.Int(atom.fact)
        return z3.And(day >= EARLIEST.toordinal(), day <= LATEST.toordinal())
    return z3.BoolVal(val=True)


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
        amount = constant(atom)
        number = z3.Int(atom.fact)
        value = z3.IntVal(int(amount / CENT) if isinstance(amount, Decimal) else amount)
        compared = {"<": number < value, "<=": number <= value, ">": number > value, ">=": number >= value}
        return compared.get(atom.op, number == value)
    if atom.latest is None:
        raise ValueError(f"{atom} was not folded")
    return z3.Int(atom.fact) <= z3.IntVal(atom.latest.toordinal())


def _shown(atom: Atom, value: Any) -> str:
    if isinstance(atom, Reached):
        return date.fromordinal(value.as_long()).isoformat()
    if isinstance(atom, Compare) and isinstance(atom.amount, Decimal):
        return str(value.as_long() * CENT)
    return str(value).lower()
