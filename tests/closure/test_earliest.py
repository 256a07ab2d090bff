"""When a case could become closable: the first day, under which criterion, and never a day that is not so."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.closure.assessment import assess
from caseclose.closure.earliest import Closable, days_that_matter, first_closable
from caseclose.law.in_force import LawInForce
from caseclose.law.verdict import Facts
from tests.closure.cases import GATES_OPEN, SMALL_DEBT, STATES, TODAY, a_case, the_law
from tests.closure.stories import GROUND, STORIES, told_on

FIVE_YEARS = TODAY.replace(year=TODAY.year + 5)
PAID: Facts = a_case(GATES_OPEN, SMALL_DEBT, arrears_payment_made=True, last_arrears_payment_on="2026-03-04")


@cache
def law_of(state: str, on: date) -> LawInForce:
    return the_law(state, on)


def earliest(facts: Facts, state: str = "us", on: date = TODAY, until: date = FIVE_YEARS) -> Closable | None:
    return first_closable(lambda day: law_of(state, day), facts, on, until)


def test_a_case_that_is_closable_is_so_today() -> None:
    found = earliest(a_case(GATES_OPEN, SMALL_DEBT), "ca")
    assert found is not None
    assert (found.on, found.criterion) == (TODAY, "ca.b1")
    assert found.closing.earliest_on == TODAY + timedelta(days=60)


def test_a_case_about_which_nothing_is_known_has_no_such_day() -> None:
    assert earliest({}) is None


def test_it_is_the_day_on_which_a_span_runs_out() -> None:
    """California's small debt waits for twelve months without a payment."""
    found = earliest(PAID, "ca")
    assert found is not None
    assert found.criterion == "ca.b1"
    assert not assess(law_of("ca", found.on - timedelta(days=1)), PAID).closable_under
    assert earliest(PAID, "ca", until=found.on - timedelta(days=1)) is None
    assert earliest(PAID, "ca", until=found.on) == found


def test_a_gate_that_is_shut_has_no_such_day_however_long_one_waits() -> None:
    assert earliest(a_case(GATES_OPEN, SMALL_DEBT, served_action_pending=True)) is None


def test_a_flag_that_ends_lets_the_case_go_on_its_day() -> None:
    found = earliest(a_case(GATES_OPEN, SMALL_DEBT, bypass_flag=True, bypass_expires_on="2027-02-01"))
    assert found is not None
    assert found.on == date(2027, 2, 1)


@pytest.mark.parametrize("state", STATES)
@given(story=st.sampled_from(sorted(STORIES)), back=st.integers(0, 1500), ahead=st.integers(0, 1500))
@settings(max_examples=40)
def test_it_is_the_first_day_and_no_day_before_it_is_closable(state: str, story: str, back: int, ahead: int) -> None:
    """Between the days that are weighed no verdict changes: looking at each single day finds nothing else."""
    facts = told_on({**GROUND, **STORIES[story]}, TODAY)
    on = TODAY - timedelta(days=back)
    until = on + timedelta(days=ahead)
    found = earliest(facts, state, on, until)
    days = days_that_matter(lambda day: law_of(state, day), facts, on, until)
    last = found.on if found else until
    for day in _some_between(on, last, days):
        assert not assess(law_of(state, day), facts).closable_under, day
    if found is not None:
        assert found.criterion in assess(law_of(state, found.on), facts).closable_under


def _some_between(on: date, last: date, days: list[date]) -> set[date]:
    """The days around each that was weighed, and a few between, before the last."""
    near = {day + timedelta(days=step) for day in days for step in (-1, 1)}
    spread = {on + (last - on) * part // 7 for part in range(7)}
    return {day for day in near | spread if on <= day < last}
