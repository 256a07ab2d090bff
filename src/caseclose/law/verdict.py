"""Three verdicts: met, not met, unknown. How a folded tree is weighed against the facts of one case."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from caseclose.law.tree import All, AnyOf, Atom, Compare, Holds, Node, Not, OneOf

Value = bool | int | Decimal | date | str
Facts = Mapping[str, Value]
Weigher = Callable[[Facts], bool | None]


class Verdict(StrEnum):
    """What the law says of one condition. Never a bool: unknown is not no."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


_WORDS = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


def constant(atom: Compare) -> Decimal | int:
    """Return the amount of a folded comparison. Raises ValueError where it was not folded."""
    if isinstance(atom.amount, Decimal | int):
        return atom.amount
    raise ValueError(f"{atom} was not folded")


def verdict_of(answer: bool | None) -> Verdict:  # noqa: FBT001 - yes, no or neither is what it turns into a word
    """Return the word for an answer that is yes, no or neither."""
    return _WORDS[answer]


def weigher(node: Node) -> Weigher:
    """Compile `node` into a function of the facts. It answers True, False or, where it cannot say, None."""
    if isinstance(node, Not):
        return _opposite(weigher(node.part))
    if isinstance(node, All):
        return _joined(tuple(weigher(part) for part in node.parts), settles=False)
    if isinstance(node, AnyOf):
        return _joined(tuple(weigher(part) for part in node.parts), settles=True)
    return _atom(node)


def _opposite(inner: Weigher) -> Weigher:
    def opposite(facts: Facts) -> bool | None:
        answer = inner(facts)
        return None if answer is None else not answer

    return opposite


def _joined(inner: tuple[Weigher, ...], *, settles: bool) -> Weigher:
    """Join by Kleene's rules: one answer `settles` the whole; short of that, one unknown leaves it unknown."""

    def joined(facts: Facts) -> bool | None:
        answer: bool | None = not settles
        for weigh in inner:
            part = weigh(facts)
            if part is settles:
                return settles
            if part is None:
                answer = None
        return answer

    return joined


def _atom(atom: Atom) -> Weigher:
    name = atom.fact
    if isinstance(atom, Holds):
        return lambda facts: facts.get(name)  # type: ignore[return-value]
    if isinstance(atom, OneOf):
        test: Callable[[Value], bool] = atom.choices.__contains__
    elif isinstance(atom, Compare):
        compare, amount = _COMPARISONS[atom.op], constant(atom)

        def test(value: Value) -> bool:
            return compare(value, amount)
    else:
        latest = atom.latest
        if latest is None:
            raise ValueError(f"{atom} was not folded")

        def test(value: Value) -> bool:
            return value <= latest  # type: ignore[operator]

    def weigh(facts: Facts) -> bool | None:
        value = facts.get(name)
        return None if value is None else test(value)

    return weigh


@dataclass(slots=True, eq=False)
class Weighed:
    """One node with its verdict, and its parts weighed likewise."""

    node: Node
    verdict: Verdict
    parts: tuple[Weighed, ...] = ()


Reader = Callable[[Facts], Weighed]
_OPPOSITES = {Verdict.MET: Verdict.NOT_MET, Verdict.NOT_MET: Verdict.MET, Verdict.UNKNOWN: Verdict.UNKNOWN}


def weighed(node: Node, facts: Facts) -> Weighed:
    """Weigh `node` and everything below it."""
    return reader(node)(facts)


def reader(node: Node) -> Reader:
    """Compile `node` into a function that weighs it and everything below it against the facts of a case."""
    if isinstance(node, Not):
        return _opposite_reader(node)
    if isinstance(node, All | AnyOf):
        return _joined_reader(node)
    weigh = _atom(node)
    return lambda facts: Weighed(node, _WORDS[weigh(facts)])


def _opposite_reader(node: Not) -> Reader:
    inner = reader(node.part)

    def read(facts: Facts) -> Weighed:
        part = inner(facts)
        return Weighed(node, _OPPOSITES[part.verdict], (part,))

    return read


def _joined_reader(node: All | AnyOf) -> Reader:
    inner = [reader(part) for part in node.parts]
    settling = Verdict.NOT_MET if isinstance(node, All) else Verdict.MET
    short_of_that = _OPPOSITES[settling]

    def read(facts: Facts) -> Weighed:
        parts = tuple([read_part(facts) for read_part in inner])
        verdict = short_of_that
        for part in parts:
            if part.verdict is settling:
                return Weighed(node, settling, parts)
            if part.verdict is Verdict.UNKNOWN:
                verdict = Verdict.UNKNOWN
        return Weighed(node, verdict, parts)

    return read


def missing(tree: Weighed) -> tuple[str, ...]:
    """Return the facts that, once known, could settle an unknown verdict. Empty when the verdict is known."""
    return tuple(dict.fromkeys(_missing(tree)))


def _missing(tree: Weighed) -> list[str]:
    if tree.verdict is not Verdict.UNKNOWN:
        return []
    if not tree.parts:
        return [tree.node.fact]  # type: ignore[union-attr]
    return [name for part in tree.parts for name in _missing(part)]


def decisive(tree: Weighed) -> tuple[Weighed, ...]:
    """Return the known atoms that carry the verdict: those that agree with it, or the settled ones of an unknown."""
    return tuple({atom.node: atom for atom in _decisive(tree)}.values())


def _decisive(tree: Weighed) -> list[Weighed]:
    if not tree.parts:
        return [] if tree.verdict is Verdict.UNKNOWN else [tree]
    if isinstance(tree.node, Not) or tree.verdict is Verdict.UNKNOWN:
        return [atom for part in tree.parts for atom in _decisive(part)]
    return [atom for part in tree.parts if part.verdict is tree.verdict for atom in _decisive(part)]
