"""The questions of one screening as Polars expressions: a verdict for each rule, missing evidence for each part.

The expressions are made from the one SQL text that a folded rule has, so Polars answers what PostgreSQL, Spark and the
walk over the tree answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from caseclose.law.in_force import LawInForce, Part
from caseclose.law.sql import as_sql, missing_sql
from caseclose.law.tree import Node, facts_read

VERDICTS = pl.Enum(["not_met", "met", "unknown"])
UNKNOWN_CODE = 2
BETWEEN = ", "


@dataclass(frozen=True)
class Question:
    """One condition to be answered for every case. `text` is its folded SQL."""

    id: str
    tree: Node
    text: str


@dataclass(frozen=True)
class Sheet:
    """All questions of a screening."""

    law: LawInForce
    verdicts: tuple[Question, ...]
    parts: tuple[Part, ...]
    gates: tuple[Question, ...]

    @property
    def facts(self) -> list[str]:
        """The facts that the questions ask about, each once."""
        trees = [question.tree for question in (*self.verdicts, *self.gates)] + [part.tree for part in self.parts]
        return list(dict.fromkeys(name for tree in trees for name in facts_read(tree)))


def sheet_for(law: LawInForce) -> Sheet:
    """Write the questions for the law in force: each criterion, each of its limbs, each gate."""
    verdicts = []
    for standing in law.criteria:
        verdicts.append(_question(standing.id, standing.tree))
        verdicts += [_question(limb.id, limb.tree) for limb in standing.limbs]
    gates = tuple(_question(standing.id, standing.tree) for standing in law.gates)
    parts = tuple(part for standing in law.criteria for part in standing.parts)
    return Sheet(law, tuple(verdicts), parts, gates)


def _question(name: str, tree: Node) -> Question:
    return Question(name, tree, as_sql(tree))


def answers(questions: tuple[Question, ...]) -> list[pl.Expr]:
    """Return an expression for each question: true is met, false is not met, null is unknown."""
    return [pl.sql_expr(question.text).alias(question.id) for question in questions]


def in_words(name: str) -> pl.Expr:
    """Turn an answer column into the words met, not_met, unknown."""
    return pl.col(name).cast(pl.UInt8).fill_null(UNKNOWN_CODE).cat.to(VERDICTS).alias(name)


def missing_words(part: Part) -> pl.Expr:
    """Return a column with the names of the missing evidence of `part`, empty where its verdict is known.

    Each fact is one bit of a number, and the number is the position of its words in a fixed list.
    """
    texts = missing_sql(part.tree)
    bits = [pl.sql_expr(text).cast(pl.UInt16) * (1 << place) for place, text in enumerate(texts.values())]
    total = bits[0]
    for bit in bits[1:]:
        total = total + bit
    return total.cat.to(pl.Enum(_word_list(tuple(texts)))).alias(part.id)


def _word_list(names: tuple[str, ...]) -> list[str]:
    """Return the words for every set of names, at the position that its bits make."""
    return [
        BETWEEN.join(name for place, name in enumerate(names) if number >> place & 1)
        for number in range(1 << len(names))
    ]
