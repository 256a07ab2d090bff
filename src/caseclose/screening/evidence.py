"""Missing evidence for many cases at once.

A fact is missing evidence for a part of a rule where it is absent and everything above it, up to the whole part, is
unknown. First each of these is made a flag, once for all parts; then the flags of a part become the bits of a number,
and the number is the position of its words in a fixed list.
"""

from __future__ import annotations

from functools import reduce
from operator import add, and_, or_

import polars as pl

from caseclose.law.in_force import Part
from caseclose.law.sql import as_sql
from caseclose.law.tree import All, AnyOf, Node, Not

BETWEEN = ", "
BITS_IN_BYTE = 8
FEW = 3
"""Among the words for so many facts it is quicker to choose than to count to them."""
_ABSENT = "absent:"
_UNKNOWN = "unknown:"


class Evidence:
    """The missing evidence of several parts: two steps of expressions, built once and used for every file.

    `answered` names the answer column that holds a condition's text, so that no condition is weighed twice.
    """

    def __init__(self, parts: tuple[Part, ...], answered: dict[str, str]) -> None:
        self._answered = answered
        self._flags: dict[str, pl.Expr] = {}
        self._words = [self._part(part) for part in parts]

    def missing(self, facts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
        """Return a column for each part: the names of the facts that would settle it, empty where it is settled.

        `answers` are the answers to the questions about the same rows.
        """
        made = [flag.alias(name) for name, flag in self._flags.items()]
        flags = facts.hstack(answers).lazy().select(made).collect()
        return flags.lazy().select(self._words).collect()

    def _part(self, part: Part) -> pl.Expr:
        places: dict[str, list[pl.Expr]] = {}
        self._places(part.tree, (), places, whole=True)
        flags = [reduce(or_, found) for found in places.values()]
        words = pl.Enum(word_list(tuple(places)))
        unknown = self._unknown(part.tree)
        return (_by_word if len(flags) <= FEW else _by_number)(flags, words, unknown).alias(part.id)

    def _places(
        self, node: Node, above: tuple[pl.Expr, ...], places: dict[str, list[pl.Expr]], *, whole: bool = False
    ) -> None:
        """Collect, for each fact below `node`, the flags that must be set. The whole part is tested once, outside."""
        if isinstance(node, Not):
            self._places(node.part, above, places)
        elif isinstance(node, All | AnyOf):
            inside = above if whole else (*above, self._unknown(node))
            for part in node.parts:
                self._places(part, inside, places)
        else:
            absent = self._flag(_ABSENT + node.fact, pl.col(node.fact))
            places.setdefault(node.fact, []).append(reduce(and_, (*above, absent)))

    def _unknown(self, node: Node) -> pl.Expr:
        text = as_sql(node)
        answer = self._answered.get(text)
        return self._flag(_UNKNOWN + text, pl.col(answer) if answer else pl.sql_expr(text))

    def _flag(self, name: str, answer: pl.Expr) -> pl.Expr:
        self._flags.setdefault(name, answer.is_null())
        return pl.col(name)


def _by_word(flags: list[pl.Expr], words: pl.Enum, unknown: pl.Expr) -> pl.Expr:
    """Return the words for the flags that are set, chosen flag by flag; none where `unknown` is not set."""
    chosen = [pl.lit(word, words) for word in words.categories]
    for flag in flags:
        without, with_it = chosen[::2], chosen[1::2]
        chosen = [pl.when(flag).then(yes).otherwise(no) for no, yes in zip(without, with_it, strict=True)]
    return pl.when(unknown).then(chosen[0]).otherwise(pl.lit("", words))


def _by_number(flags: list[pl.Expr], words: pl.Enum, unknown: pl.Expr) -> pl.Expr:
    """Return the same, found by the number that the flags make as bits."""
    width = pl.UInt8() if len(flags) < BITS_IN_BYTE else pl.UInt16()
    none = pl.lit(0, width)
    bits = [pl.when(flag).then(pl.lit(1 << place, width)).otherwise(none) for place, flag in enumerate(flags)]
    return pl.when(unknown).then(reduce(add, bits)).otherwise(none).cat.to(words)


def word_list(names: tuple[str, ...]) -> list[str]:
    """Return the words for every set of names, at the position that its bits make."""
    words = [""]
    for name in names:
        words += [f"{before}{BETWEEN}{name}" if before else name for before in words]
    return words
