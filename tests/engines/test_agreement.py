"""Each PostgreSQL on this machine answers as the walk over the tree does, and the drawn cases tell every mutant.

That walk, Polars, PostgreSQL and Spark agree over millions of verdicts is the proof `engines`.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from caseclose.law.mutants import mutants
from caseclose.law.reading import shipped
from caseclose.law.sql import as_sql
from caseclose.law.tree import Node, Reached, with_atoms
from tests.engines import postgres
from tests.engines.asking import by_polars, by_postgres
from tests.engines.cases import MISSING, drawn
from tests.engines.questions import all_questions
from tests.engines.trial import SEED, Engine, Trial, a_trial, moved

SERVERS = postgres.installed()


def _agrees(trial: Trial, engine: Engine) -> None:
    differences = trial.verdict_differences(engine)
    assert differences.pop("planted") > 0
    assert differences == {}
    assert trial.missing_differences(engine) == {}


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
    return with_atoms(tree, lambda atom: moved(atom, atom.shift_days) if isinstance(atom, Reached) else atom)


def test_every_fact_is_drawn_with_every_value_that_it_can_turn_on_and_goes_missing() -> None:
    cases = a_trial(2_000_000).cases
    for name, pool in cases.pools.items():
        assert {*cases.picks[name].tolist()} == {MISSING, *range(len(pool))}, name


def test_the_same_seed_draws_the_same_cases() -> None:
    assert a_trial(10_000).frame.equals(a_trial(10_000).frame)
