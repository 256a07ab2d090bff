"""A day's reading stays what it was, whatever is recorded later and whatever clock the database goes by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, connections

from caseclose.casework.facts.views import made
from caseclose.casework.selectors.facts import facts_of_case, facts_of_cases
from tests.casework.chance import FIRST, a_life, some_day, tell

pytestmark = pytest.mark.usefixtures("clean_database")

SEED = 20_261_122
LIVES = 40
ZONES = ("UTC", "Pacific/Kiritimati", "America/Anchorage")
PLANTED = {"b.as_of <= day": "true", 'e."on" <= day': "true", "f.found_on <= day": "true"}
"""Views that forget the day: each reads what was recorded after it."""


def days_that_changed() -> Iterator[str]:
    """Tell lives up to a day, read, tell the rest, read again. Yields each day whose reading is no longer the same."""
    rng = Random(SEED)  # noqa: S311
    for number in range(LIVES):
        name = str(number)
        life, day = a_life(name, rng), some_day(rng)
        tell(life, until=day)
        before = facts_of_case(name, day)
        tell(life, after=day)
        if facts_of_case(name, day) != before:
            yield f"life {number} of seed {SEED}, read on {day}"


def test_a_later_record_never_changes_what_was_known_on_an_earlier_day() -> None:
    assert list(days_that_changed()) == []


@pytest.fixture(params=PLANTED)
def view_that_forgets_the_day(request: pytest.FixtureRequest) -> Iterator[None]:
    request.getfixturevalue("clean_database")
    _make([statement.replace(request.param, PLANTED[request.param]) for statement in made()])
    yield
    _make(made())


def _make(statements: list[str]) -> None:
    with connections["owner"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.usefixtures("view_that_forgets_the_day")
def test_the_check_finds_a_view_that_forgets_the_day() -> None:
    assert next(days_that_changed(), "") != ""


def test_lives_by_chance_make_most_derived_facts_known_at_some_time() -> None:
    rng = Random(SEED)  # noqa: S311
    for number in range(LIVES):
        tell(a_life(str(number), rng))
    days = [FIRST + timedelta(days=step) for step in range(0, 1100, 100)]
    seen = {name for day in days for case in facts_of_cases(day) for name in case.facts}
    assert len(seen) > 30, sorted(seen)


def test_three_zones_of_the_database_session_give_the_same_facts() -> None:
    rng = Random(SEED)  # noqa: S311
    for number in range(20):
        tell(a_life(str(number), rng))
    days = [some_day(rng) for _ in range(10)]
    read = []
    for zone in ZONES:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('TimeZone', %s, false)", [zone])
        read.append([case for day in days for case in facts_of_cases(day)])
    connection.close()
    assert read[0] == read[1] == read[2]
