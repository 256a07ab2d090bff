"""All questions of the policy with drawn cases, and where an engine's answers differ from the walk over the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import polars as pl

from caseclose.law.reading import shipped
from caseclose.law.sql import as_sql, missing_sql
from caseclose.law.tree import Atom, Node, Reached, with_atoms
from caseclose.screening.sheet import Question
from tests.engines.asking import Codes, by_walk, missing_by_walk
from tests.engines.cases import Cases, drawn
from tests.engines.questions import DAYS, all_questions

SEED = 303_11
Engine = Callable[[Sequence[str], pl.DataFrame], Codes]


@dataclass(frozen=True)
class Trial:
    """Questions, the cases that they are asked about, and one case in `every` for the missing evidence."""

    questions: tuple[Question, ...]
    cases: Cases
    every: int

    @cached_property
    def frame(self) -> pl.DataFrame:
        return self.cases.frame()

    @property
    def texts(self) -> list[str]:
        return [question.text for question in self.questions]

    @cached_property
    def verdicts(self) -> Codes:
        return by_walk([question.tree for question in self.questions], self.cases)

    @cached_property
    def evidence(self) -> list[tuple[Question, str, str]]:
        return [(asked, fact, text) for asked in self.questions for fact, text in missing_sql(asked.tree).items()]

    @cached_property
    def missing(self) -> Codes:
        return missing_by_walk([(asked.tree, fact) for asked, fact, _ in self.evidence], self.cases, self.every)

    @cached_property
    def planted(self) -> int:
        """The place of the question whose text is changed for the test of the test."""
        return next(n for n, question in enumerate(self.questions) if a_day_later(question.tree) != question.tree)

    def verdict_differences(self, engine: Engine) -> dict[str, int]:
        """Return in how many cases `engine` and the walk differ, by question, and by the text with a planted change."""
        changed = as_sql(a_day_later(self.questions[self.planted].tree))
        expected = np.column_stack([self.verdicts, self.verdicts[:, self.planted]])
        names = [question.id for question in self.questions]
        return _differences([*names, "planted"], expected, engine([*self.texts, changed], self.frame))

    def missing_differences(self, engine: Engine) -> dict[str, int]:
        """Return in how many cases `engine` and the walk differ about what evidence is missing."""
        names = [f"{fact} for {asked.id}" for asked, fact, _ in self.evidence]
        texts = [text for _, _, text in self.evidence]
        return _differences(names, self.missing, engine(texts, self.frame.gather_every(self.every)))


def a_day_later(tree: Node) -> Node:
    return with_atoms(tree, lambda atom: moved(atom, 1))


def moved(atom: Atom, days: int) -> Atom:
    if isinstance(atom, Reached) and atom.latest:
        return replace(atom, latest=atom.latest + timedelta(days=days), shift_days=0)
    return atom


def _differences(names: list[str], expected: Codes, found: Codes) -> dict[str, int]:
    assert found.shape == expected.shape
    counts = (found != expected).sum(axis=0)
    return {name: int(count) for name, count in zip(names, counts, strict=True) if count}


def a_trial(verdicts: int, missing_in: int = 1, seed: int = SEED, days: tuple[date, ...] = DAYS) -> Trial:
    """Return all questions of `days` with as many cases as make up `verdicts`, and `missing_in` of them for missing
    evidence."""
    questions = all_questions(shipped(), days)
    rows = verdicts // len(questions) + 1
    cases = drawn(shipped().facts, tuple(question.tree for question in questions), rows=rows, seed=seed)
    return Trial(questions, cases, rows // missing_in)
