"""The days on which clocks change, by name. That no date lets a case close early is proven in tests/proofs/dates.py."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from caseclose.site import clock
from tests.closure.calendars import A_DAY, ZONES, autumn_change, begins, half_hours, spring_change
from tests.proofs.dates import CHANGING, SOME, YEARS, by_hours, by_the_day, wrong
from tests.proofs.stored_dates import day_of


@pytest.mark.parametrize("name", ZONES)
def test_every_half_hour_belongs_to_its_local_day(name: str) -> None:
    zone = ZONES[name]
    for day in SOME:
        moments = half_hours(zone, day)
        assert {day_of(moment, zone) for moment in moments} == {day}
        assert day_of(moments[0] - 1, zone) == day - A_DAY


@pytest.mark.parametrize("year", YEARS)
def test_a_day_of_change_has_forty_six_or_fifty_half_hours_where_clocks_change(year: int) -> None:
    for name, zone in ZONES.items():
        changing = name in CHANGING
        assert len(half_hours(zone, spring_change(year))) == (46 if changing else 48)
        assert len(half_hours(zone, autumn_change(year))) == (50 if changing else 48)


def test_the_conversion_is_that_of_the_clock() -> None:
    for zone in ZONES.values():
        before = day_of(int(clock.now().timestamp()), zone)
        assert before <= clock.today(zone.name) <= day_of(int(clock.now().timestamp()), zone)


# ---- the changes, by name --------------------------------------------------------------------------------------------

AUTUMN, SPRING = date(2026, 11, 1), date(2027, 3, 14)


@pytest.mark.parametrize(
    ("name", "due_on", "begins_at"),
    [
        ("Eastern", AUTUMN, "2026-11-01T04:00:00+00:00"),
        ("Eastern", AUTUMN + A_DAY, "2026-11-02T05:00:00+00:00"),
        ("Pacific", AUTUMN, "2026-11-01T07:00:00+00:00"),
        ("Pacific", AUTUMN + A_DAY, "2026-11-02T08:00:00+00:00"),
        ("Arizona", AUTUMN + A_DAY, "2026-11-02T07:00:00+00:00"),
        ("Eastern", SPRING, "2027-03-14T05:00:00+00:00"),
        ("Eastern", SPRING + A_DAY, "2027-03-15T04:00:00+00:00"),
        ("Alaska", SPRING + A_DAY, "2027-03-15T08:00:00+00:00"),
        ("Hawaii", SPRING + A_DAY, "2027-03-15T10:00:00+00:00"),
        ("Guam", SPRING + A_DAY, "2027-03-14T14:00:00+00:00"),
    ],
)
def test_around_a_change_of_clocks_a_case_closes_from_local_midnight_and_not_a_second_before(
    name: str, due_on: date, begins_at: str
) -> None:
    zone, first = ZONES[name], int(datetime.fromisoformat(begins_at).timestamp())
    sent = half_hours(zone, due_on - A_DAY * 60)
    assert begins(zone, due_on) == first
    for moment in (sent[0], sent[-1]):
        assert not by_the_day(moment, first - 1, zone)
        assert by_the_day(moment, first, zone)


def test_the_changes_of_2026_and_2027_are_those_of_the_calendar() -> None:
    assert (spring_change(2026), autumn_change(2026)) == (date(2026, 3, 8), AUTUMN)
    assert (spring_change(2027), autumn_change(2027)) == (SPRING, date(2027, 11, 7))
    assert (spring_change(2006), autumn_change(2006)) == (date(2006, 4, 2), date(2006, 10, 29))


@pytest.mark.parametrize("name", ["Arizona", "Hawaii", "Puerto Rico", "Guam"])
def test_where_clocks_do_not_change_counting_hours_does_no_harm(name: str) -> None:
    days = [AUTUMN - A_DAY * 30, SPRING - A_DAY * 30]
    assert wrong(by_hours, ZONES[name], days)[:2] == ([], [])
