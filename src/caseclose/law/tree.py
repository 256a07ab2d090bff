"""The small tree that one condition of the law is read into.

`All`, `AnyOf`, `Not` join the atoms. `Holds`, `OneOf`, `Compare` and `Reached` are atoms: each asks about one fact, so
each is met, not met or, where the fact is absent, unknown. Before folding, an amount or a span may still be the name of
a limit; a folded tree holds constants only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseclose.law.spans import Span


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a limit, to be replaced by its value on the day of the decision."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Holds:
    """A yes_no fact that must be so."""

    fact: str

    def __str__(self) -> str:
        return self.fact


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice fact that must be one of the values named."""

    fact: str
    choices: tuple[str, ...]

    def __str__(self) -> str:
        if len(self.choices) == 1:
            return f"{self.fact} = '{self.choices[0]}'"
        return f"{self.fact} in ({', '.join(repr(choice) for choice in self.choices)})"


@dataclass(frozen=True, slots=True)
class Compare:
    """A money or count fact set against an amount. `named` remembers the limit that the amount came from."""

    fact: str
    op: str
    amount: Decimal | int | Named
    named: str = ""

    def __str__(self) -> str:
        return f"{self.fact} {self.op} {self.named or self.amount}"


@dataclass(frozen=True, slots=True)
class Reached:
    """A date fact whose span must be over on the day of the decision.

    Folding works out `latest`, the latest date that passes; `shift_days` moves it, for the mutation run only.
    """

    fact: str
    span: Span | Named | None
    named: str = ""
    latest: date | None = None
    shift_days: int = 0

    def __str__(self) -> str:
        plus = f" + {self.named or self.span}" if self.span is not None else ""
        return f"{self.fact}{plus} <= as_of"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of its part; unknown stays unknown."""

    part: Node

    def __str__(self) -> str:
        return f"not {_inside(self.part)}"


@dataclass(frozen=True, slots=True)
class All:
    """Met when every part is met, not met when one is not met."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " and ".join(_inside(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Met when one part is met, not met when no part is met."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " or ".join(_inside(part) for part in self.parts)


Atom = Holds | OneOf | Compare | Reached
Node = Atom | Not | All | AnyOf


def _inside(part: Node) -> str:
    return f"({part})" if isinstance(part, All | AnyOf) else str(part)


def both(parts: tuple[Node, ...]) -> Node:
    """Join `parts` so that all must be met, flattened and without repeats."""
    return _joined(All, parts)


def either(parts: tuple[Node, ...]) -> Node:
    """Join `parts` so that one is enough, flattened and without repeats."""
    return _joined(AnyOf, parts)


def _joined(kind: type[All] | type[AnyOf], parts: tuple[Node, ...]) -> Node:
    flat = dict.fromkeys(inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))


def atoms(node: Node) -> Iterator[Atom]:
    """Yield every atom below `node`, left to right."""
    if isinstance(node, Not):
        yield from atoms(node.part)
    elif isinstance(node, All | AnyOf):
        for part in node.parts:
            yield from atoms(part)
    else:
        yield node


def facts_read(node: Node) -> tuple[str, ...]:
    """Return the names of the facts that `node` asks about, each once, in the order of reading."""
    return tuple(dict.fromkeys(atom.fact for atom in atoms(node)))


def with_atoms(node: Node, change: Callable[[Atom], Atom]) -> Node:
    """Return `node` with each atom replaced by what `change` makes of it."""
    if isinstance(node, Not):
        return Not(with_atoms(node.part, change))
    if isinstance(node, All):
        return All(tuple(with_atoms(part, change) for part in node.parts))
    if isinstance(node, AnyOf):
        return AnyOf(tuple(with_atoms(part, change) for part in node.parts))
    return change(node)
