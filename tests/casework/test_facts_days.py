"""A day's reading stays what it was, whatever is recorded later and whatever clock the database goes by."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.db import connection

from caseclose.casework.selectors.facts import facts_of_case, facts_of_cases
from tests.casework.chance import FIRST, a_life, some_day, tell

pytestmark = pytest.mark.usefixtures("clean_database")

SEED = 20_261_122
LIVES = 60
ZONES = ("UTC", "Pacific/Kiritimati", "America/Anchorage")


def test_a_later_record_never_changes_what_was_known_on_an_earlier_day() -> None:
    rng = Random(SEED)  # noqa: S311
    told = 0
    for number in range(LIVES):
        name = str(number)
        life = a_life(name, rng)
        day = some_day(rng)
        tell(life, until=day)
        before = facts_of_case(name, day)
        tell(life, after=day)
        assert facts_of_case(name, day) == before, f"life {number} of seed {SEED}, read on {day}"
        told += len(life)
    assert told > 10 * LIVES


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
