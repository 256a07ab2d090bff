"""The practice office keeps the state's own calendar: what comes while it is shut is on the desk when it opens."""

from __future__ import annotations

from datetime import date, timedelta

from caseclose.law.reading import shipped
from caseclose.practice.year import office_days

SINCE, UNTIL = date(2025, 12, 22), date(2026, 1, 5)
DAYS = dict(office_days(shipped().calendar("ar"), SINCE, UNTIL))


def test_it_is_shut_on_weekends_and_on_the_states_own_holidays() -> None:
    assert [day.day for day, waiting in DAYS.items() if waiting] == [22, 23, 26, 29, 30, 31, 2, 5]


def test_no_day_is_lost_and_none_comes_twice() -> None:
    every_day = [SINCE + timedelta(days=n) for n in range((UNTIL - SINCE).days + 1)]
    assert list(DAYS) == every_day
    assert [day for waiting in DAYS.values() for day in waiting] == every_day


def test_the_first_of_the_month_is_on_the_desk_of_the_first_working_day() -> None:
    assert DAYS[date(2026, 1, 2)] == (date(2026, 1, 1), date(2026, 1, 2))
