"""The questions of one screening as Polars expressions: a verdict for each rule, missing evidence for each part.

The expressions are made from the one SQL text that a folded rule has, so Polars answers what PostgreSQL, Spark and the
walk over the tree answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from caseclose.law.in_force import LawInForce, Part
from caseclose.law.sql import as_sql
from caseclose.law.tree import Node, facts_read
from caseclose.screening.evidence import Evidence

VERDICTS = pl.Enum(["not_met", "met", "unknown"])
NOT_MET, MET, UNKNOWN = range(3)


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

    @cached_property
    def facts(self) -> list[str]:
        """The facts that the questions ask about, each once."""
        trees = [question.tree for question in (*self.verdicts, *self.gates)]
        return list(dict.fromkeys(name for tree in trees for name in facts_read(tree)))

    @cached_property
    def answers(self) -> list[pl.Expr]:
        """An expression for each question: true is met, false is not met, null is unknown."""
        return [pl.sql_expr(question.text).alias(question.id) for question in (*self.verdicts, *self.gates)]

    @cached_property
    def words(self) -> list[pl.Expr]:
        """The answers of the rules turned into the words met, not_met, unknown."""
        return [in_words(question.id) for question in self.verdicts]

    @cached_property
    def evidence(self) -> Evidence:
        """The missing evidence of every part."""
        return Evidence(self.parts, {question.text: question.id for question in (*self.verdicts, *self.gates)})


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


def in_words(name: str) -> pl.Expr:
    """Turn an answer column into the words met, not_met, unknown."""
    answer = pl.col(name)
    known = pl.when(answer).then(_word(MET)).otherwise(_word(NOT_MET))
    return pl.when(answer.is_null()).then(_word(UNKNOWN)).otherwise(known).alias(name)


def _word(place: int) -> pl.Expr:
    """Return a word as a value of its type: numbers first and then words of them would take three times as long."""
    return pl.lit(VERDICTS.categories[place], VERDICTS)
