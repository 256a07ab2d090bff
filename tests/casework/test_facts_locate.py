"""The log of searches for the noncustodial parent: when searches are one run, and when the run is diligent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseclose.casework.facts.arguments import limits_on
from caseclose.casework.models import Case
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.law.reading import shipped
from tests.casework.factories import DAY, THE_DAY_AFTER, a_case, a_search, known

pytestmark = pytest.mark.usefixtures("clean_database")

LOCATE = ("ncp_location_unknown", "locate_efforts_diligent", "locate_efforts_since")


def limit(name: str) -> int:
    worth = shipped().federal.limits[name].on(DAY)
    assert isinstance(worth, int)
    return worth


QUARTER, SOURCES = limit("locate_repeat_days"), limit("locate_sources_needed")
START = DAY - timedelta(days=8 * QUARTER)


def log(day: date = DAY, number: str = "1") -> tuple[object, ...]:
    """The three facts of the locate log, in the order of LOCATE."""
    facts = facts_of_case(number, day).facts
    return tuple(facts.get(name) for name in LOCATE)


def a_run(case: Case, start: date = START, end: date = DAY, sources: int = SOURCES) -> None:
    """Failed searches with so many sources on the first day and each quarter after it."""
    day = start
    while day <= end:
        for number in range(sources):
            a_search(case, day, f"source {number}")
        day += timedelta(days=QUARTER)


def test_a_case_with_no_search_on_record_tells_nothing_of_the_search() -> None:
    a_case()
    assert log() == (None, None, None)


def test_regular_searches_with_enough_sources_are_diligent_from_the_first() -> None:
    a_run(a_case())
    assert log() == (True, True, START)
    assert facts_of_case("1", DAY).sources["locate_efforts_since"] == f"locate log, newest search of {DAY}"


def test_a_search_that_found_the_parent_ends_the_run() -> None:
    case = a_case()
    a_run(case)
    a_search(case, DAY, "wages", found=True)
    assert log() == (False, False, None)
    assert log(DAY - timedelta(days=1)) == (True, True, START)


def test_a_run_begins_anew_after_the_parent_was_found() -> None:
    case = a_case()
    found_on = START + timedelta(days=3 * QUARTER)
    a_run(case)
    a_search(case, found_on, "wages", found=True)
    assert log() == (True, True, found_on + timedelta(days=QUARTER))


def test_of_several_days_on_which_the_parent_was_found_the_last_one_counts() -> None:
    case = a_case()
    a_search(case, START, "wages", found=True)
    a_search(case, START + timedelta(days=1), "dmv")
    a_search(case, START + timedelta(days=2), "wages", found=True)
    assert log(START + timedelta(days=2)) == (False, False, None)
    a_search(case, START + timedelta(days=3), "dmv")
    assert log(START + timedelta(days=3)) == (True, False, START + timedelta(days=3))


def test_the_newest_search_is_the_last_one_of_the_run() -> None:
    case = a_case()
    for days in (0, 10, 20):
        a_search(case, START + timedelta(days=days), f"source {days}")
    assert log(START + timedelta(days=20 + QUARTER)) == (True, True, START)
    sources = facts_of_case("1", START + timedelta(days=25)).sources
    assert sources["locate_efforts_since"] == f"locate log, newest search of {START + timedelta(days=20)}"


def test_failed_searches_of_the_day_on_which_the_parent_was_found_do_not_count() -> None:
    case = a_case()
    a_search(case, DAY, "wages", found=True)
    a_search(case, DAY, "dmv")
    assert log() == (False, False, None)


@pytest.mark.parametrize(("gap", "unbroken"), [(QUARTER, True), (QUARTER + 1, False)], ids=["a quarter", "a day more"])
def test_a_gap_of_more_than_a_quarter_breaks_the_run(gap: int, unbroken: bool) -> None:  # noqa: FBT001
    case = a_case()
    first = DAY - timedelta(days=gap)
    a_search(case, first, "dmv")
    a_search(case, DAY, "dmv")
    assert known("locate_efforts_since") == (first if unbroken else DAY)


@pytest.mark.parametrize(("gap", "goes_on"), [(QUARTER, True), (QUARTER + 1, False)], ids=["a quarter", "a day more"])
def test_searches_that_stopped_more_than_a_quarter_ago_are_no_run(gap: int, goes_on: bool) -> None:  # noqa: FBT001
    a_run(a_case(), end=DAY)
    day = DAY + timedelta(days=gap)
    assert log(day) == ((True, True, START) if goes_on else (None, False, None))


def test_a_quarter_with_too_few_sources_makes_the_whole_run_less_than_diligent() -> None:
    case = a_case()
    a_run(case, end=START + timedelta(days=2 * QUARTER))
    a_search(case, START + timedelta(days=3 * QUARTER), "source 0")
    a_run(case, start=START + timedelta(days=4 * QUARTER))
    assert log() == (True, False, START)


def test_the_same_source_twice_is_one_source() -> None:
    case = a_case()
    for _ in range(SOURCES):
        a_search(case, DAY, "dmv")
    assert known("locate_efforts_diligent") is False
    a_search(case, DAY, "wages")
    assert known("locate_efforts_diligent") is True


def test_the_quarter_that_is_not_over_yet_is_not_held_against_the_run() -> None:
    case = a_case()
    a_run(case, end=START)
    a_search(case, START + timedelta(days=QUARTER), "dmv")
    last_day = START + timedelta(days=2 * QUARTER - 1)
    assert known("locate_efforts_diligent", last_day) is True
    assert known("locate_efforts_diligent", last_day + timedelta(days=1)) is False


def test_the_first_quarter_needs_its_sources_before_it_is_over() -> None:
    a_search(a_case(), DAY, "dmv")
    assert log() == (True, False, DAY)


def test_sources_may_be_searched_on_different_days_of_a_quarter() -> None:
    case = a_case()
    for number in range(SOURCES):
        a_search(case, START + timedelta(days=number * (QUARTER - 1) // (SOURCES - 1)), f"source {number}")
    assert log(START + timedelta(days=QUARTER)) == (True, True, START)


def test_a_later_search_changes_nothing_today() -> None:
    case = a_case()
    a_run(case)
    a_search(case, THE_DAY_AFTER, "wages", found=True)
    assert log() == (True, True, START)


def test_a_state_with_no_policy_of_its_own_is_read_by_the_federal_limits() -> None:
    a_run(a_case("1", state="zz"))
    a_run(a_case("2", state="AR"))
    assert log(number="1") == log(number="2") == (True, True, START)


def test_before_the_limits_were_in_force_only_a_parent_who_was_found_is_known() -> None:
    day = date(1995, 1, 1)
    a_search(a_case("1", opened_on=day), day)
    a_search(a_case("2", opened_on=day), day, found=True)
    assert log(day, "1") == (None, None, None)
    assert log(day, "2") == (False, None, None)


def test_the_limits_are_handed_over_for_every_layer_of_the_policy() -> None:
    assert all(f'"{code}"' in limits_on(DAY) for code in ("us", *shipped().states))
