"""Amounts that stand for all amounts: one for each stretch that no rule and no answer tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from caseclose.law.in_force import LawInForce
from caseclose.law.limits import CENT
from caseclose.law.tree import Compare, Node, atoms
from caseclose.law.verdict import Value, constant, weigher


def conditions(law: LawInForce) -> Iterator[Node]:
    """Yield every condition that decides a request or what becomes of a service, as it stands on the day."""
    yield from (standing.tree for standing in (*law.requests, *law.outcomes, *law.gates))
    yield from (effect.when.tree for effects in law.effects.values() for effect in effects if effect.when)


def stretches(fact: str, trees: Iterable[Node], *, most: bool, above: Iterable[Decimal] = ()) -> tuple[Value, ...]:
    """Return one amount of each stretch of `fact` that the conditions tell apart, from nothing upwards.

    `most` takes the largest amount of each stretch, else the smallest; the last stretch then ends above all of `above`.
    """
    asked = sorted({atom for tree in trees for atom in atoms(tree) if atom.fact == fact}, key=str)
    at = {Decimal(constant(atom)) for atom in asked if isinstance(atom, Compare)}
    amounts = {Decimal("0.00"), sum((*at, *above), Decimal("1.00"))}
    amounts |= {amount for each in at for amount in (each - CENT, each, each + CENT) if amount >= 0}
    found: dict[tuple[bool | None, ...], Value] = {}
    for amount in sorted(amounts, reverse=not most):
        found[tuple(weigher(atom)({fact: amount}) for atom in asked)] = amount
    return tuple(sorted(found.values()))
