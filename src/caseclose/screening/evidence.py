"""Missing evidence for many cases at once.

A fact is missing evidence for a part of a rule where it is absent and everything above it, up to the whole part, is
unknown. First each of these is made a flag, once for all parts; then the flags of a part become the bits of a number,
and the number is the position of its words in a fixed list.
"""

from __future__ import annotations

from functools import reduce
from operator import add, and_, or_

import polars as pl

from caseclose.caseload.columns import CASE_ID
from caseclose.law.in_force import Part
from caseclose.law.sql import as_sql
from caseclose.law.tree import All, AnyOf, Node, Not

BETWEEN = ", "
BITS_IN_BYTE = 8
_ABSENT = "absent:"
_UNKNOWN = "unknown:"


class Evidence:
    """The missing evidence of several parts: two steps of expressions, built once and used for every file."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self._flags: dict[str, pl.Expr] = {}
        self._words = [self._part(part) for part in parts]

    def missing(self, facts: pl.DataFrame) -> pl.DataFrame:
        """Return a column for each part: the names of the facts that would settle it, empty where it is settled."""
        flags = facts.lazy().select(CASE_ID, *(flag.alias(name) for name, flag in self._flags.items())).collect()
        return flags.lazy().select(CASE_ID, *self._words).collect()

    def _part(self, part: Part) -> pl.Expr:
        places: dict[str, list[pl.Expr]] = {}
        self._places(part.tree, (), places)
        width = pl.UInt8 if len(places) < BITS_IN_BYTE else pl.UInt16
        bits = [reduce(or_, found).cast(width) * (1 << place) for place, found in enumerate(places.values())]
        number = reduce(add, bits)
        return number.cat.to(pl.Enum(word_list(tuple(places)))).alias(part.id)

    def _places(self, node: Node, above: tuple[pl.Expr, ...], places: dict[str, list[pl.Expr]]) -> None:
        if isinstance(node, Not):
            self._places(node.part, above, places)
        elif isinstance(node, All | AnyOf):
            text = as_sql(node)
            unknown = self._flag(_UNKNOWN + text, pl.sql_expr(text))
            for part in node.parts:
                self._places(part, (*above, unknown), places)
        else:
            absent = self._flag(_ABSENT + node.fact, pl.col(node.fact))
            places.setdefault(node.fact, []).append(reduce(and_, (*above, absent)))

    def _flag(self, name: str, answer: pl.Expr) -> pl.Expr:
        self._flags.setdefault(name, answer.is_null())
        return pl.col(name)


def word_list(names: tuple[str, ...]) -> list[str]:
    """Return the words for every set of names, at the position that its bits make."""
    return [
        BETWEEN.join(name for place, name in enumerate(names) if number >> place & 1)
        for number in range(1 << len(names))
    ]
