"""Mutants of the law: each condition changed in one small way. Examples that do not notice a change are too few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from caseclose.law.limits import CENT, LimitBook
from caseclose.law.tree import All, AnyOf, Atom, Compare, Named, Node, Not, OneOf, Reached

_OTHER_OPS = {"<": ("<=",), "<=": ("<",), ">": (">=",), ">=": (">",), "=": (">=", "<=")}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed condition, and the change in words."""

    tree: Node
    change: str


def mutants(tree: Node, limits: LimitBook) -> Iterator[Mutant]:
    """Yield every mutant of `tree`, each with one change."""
    if isinstance(tree, Not):
        yield Mutant(tree.part, f"dropped 'not' before {tree.part}")
        yield from (Mutant(Not(inner.tree), inner.change) for inner in mutants(tree.part, limits))
    elif isinstance(tree, All | AnyOf):
        yield from _of_joined(tree, limits)
    else:
        yield Mutant(Not(tree), f"put 'not' before {tree}")
        yield from _of_atom(tree, limits)


def _of_joined(tree: All | AnyOf, limits: LimitBook) -> Iterator[Mutant]:
    kind, other = (All, AnyOf) if isinstance(tree, All) else (AnyOf, All)
    yield Mutant(other(tree.parts), f"joined with '{'or' if kind is All else 'and'}' instead: {tree}")
    for index, part in enumerate(tree.parts):
        before, after = tree.parts[:index], tree.parts[index + 1 :]
        left = before + after
        yield Mutant(left[0] if len(left) == 1 else kind(left), f"dropped {part}")
        yield from (Mutant(kind((*before, inner.tree, *after)), inner.change) for inner in mutants(part, limits))


def _of_atom(atom: Atom, limits: LimitBook) -> Iterator[Mutant]:
    if isinstance(atom, Compare):
        for op in _other_ops(atom):
            yield Mutant(replace(atom, op=op), f"'{op}' for '{atom.op}' in {atom}")
        for step in (-1, 1):
            yield from _shifted_amount(atom, step, limits)
    elif isinstance(atom, Reached):
        for days in (-1, 1):
            yield Mutant(replace(atom, shift_days=days), f"the span of {atom} moved by {days} day")
    elif isinstance(atom, OneOf) and len(atom.choices) > 1:
        for choice in atom.choices:
            rest = tuple(other for other in atom.choices if other != choice)
            yield Mutant(OneOf(atom.fact, rest), f"dropped '{choice}' from {atom}")


def _other_ops(atom: Compare) -> tuple[str, ...]:
    """Return the operators to try instead. No amount lies below zero, so there "= 0" and "<= 0" say the same."""
    others = _OTHER_OPS[atom.op]
    return tuple(op for op in others if op != "<=") if atom.op == "=" and atom.amount == 0 else others


def _shifted_amount(atom: Compare, step: int, limits: LimitBook) -> Iterator[Mutant]:
    """Move the amount by one cent or one. A named limit is moved in each of its worths, through its latest one."""
    amount = atom.amount
    if isinstance(amount, Named):
        for _, _, worth in limits[amount.name].values:
            if isinstance(worth, Decimal | int):
                yield from _shifted_amount(replace(atom, amount=worth, named=""), step, limits)
        return
    moved = amount + (CENT * step if isinstance(amount, Decimal) else step)
    if moved >= 0:
        yield Mutant(replace(atom, amount=moved), f"{amount} moved to {moved} in {atom}")
