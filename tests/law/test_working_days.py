"""Working days: weekends and holidays are skipped, holidays move as the policy says, and counting has an inverse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.law.holidays import read_holidays, read_rule
from caseclose.law.reading import shipped
from caseclose.law.sources import Source
from caseclose.law.working_days import (
    Calendar,
    WorkingDays,
    latest_working_start,
    read_working_days,
    working_days_after,
)

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
CALENDARS = st.sampled_from(["us", "ar", "ca"]).map(lambda code: shipped().calendar(code))
HEAD = (
    '[[holiday]]\nid = "a"\nsay = { en = "A", es = "A" }\ncites = ["1"]\nverified = "unverified"\nfrom = 2020-01-01\n'
)
MANY = settings(max_examples=200, deadline=None, database=None)


@pytest.mark.parametrize(
    ("code", "day", "open_on"),
    [
        ("us", date(2026, 7, 3), False),  # 4 July 2026 is a Saturday
        ("us", date(2026, 7, 6), True),
        ("ca", date(2026, 7, 3), True),  # California keeps a Saturday's holiday on no other day
        ("us", date(2021, 12, 31), False),  # 1 January 2022 is a Saturday: kept in the year before
        ("ca", date(2023, 1, 2), False),  # 1 January 2023 is a Sunday
        ("us", date(2021, 6, 18), False),  # the first Juneteenth, a Saturday
        ("us", date(2020, 6, 19), True),  # and the year before there was none
        ("us", date(2026, 5, 25), False),  # the last Monday of May
        ("us", date(2026, 10, 12), False),
        ("ar", date(2026, 10, 12), True),
        ("ar", date(2026, 12, 24), False),
        ("us", date(2026, 11, 27), True),
        ("ca", date(2026, 11, 27), False),  # the day after Thanksgiving
        ("ca", date(2028, 11, 10), False),  # Veterans Day, a Saturday
        ("ca", date(2026, 3, 31), False),
        ("us", date(2026, 11, 22), False),  # a Sunday
    ],
)
def test_the_offices_of_a_state_are_open_or_closed(code: str, day: date, *, open_on: bool) -> None:
    assert shipped().calendar(code).open_on(day) is open_on


def test_two_working_days_over_a_weekend_and_a_holiday() -> None:
    federal = shipped().calendar("us")
    assert working_days_after(date(2026, 11, 20), 2, federal) == date(2026, 11, 24)  # Friday to Tuesday
    assert working_days_after(date(2026, 11, 21), 2, federal) == date(2026, 11, 24)  # and so from the Saturday
    assert working_days_after(date(2026, 11, 25), 2, federal) == date(2026, 11, 30)  # over Thanksgiving
    assert working_days_after(date(2026, 12, 31), 0, federal) == date(2026, 12, 31)


def test_a_state_without_holidays_of_its_own_has_the_federal_ones() -> None:
    book = shipped()
    assert book.calendar("us").holiday_on(date(2026, 1, 19)) is not None
    assert book.calendar("ar") != book.calendar("us")


@MANY
@given(DAYS, st.integers(0, 25), CALENDARS)
def test_the_end_is_a_working_day_and_so_many_lie_between(start: date, count: int, calendar: Calendar) -> None:
    end = working_days_after(start, count, calendar)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(calendar.open_on(day) for day in between) == count
    assert not count or calendar.open_on(end)


@MANY
@given(DAYS, st.integers(0, 25), CALENDARS)
def test_the_latest_start_is_the_last_day_whose_count_is_over(as_of: date, count: int, calendar: Calendar) -> None:
    latest = latest_working_start(as_of, count, calendar)
    assert working_days_after(latest, count, calendar) <= as_of
    assert working_days_after(latest + timedelta(days=1), count, calendar) > as_of


@MANY
@given(DAYS, DAYS, st.integers(0, 25), CALENDARS)
def test_a_later_start_never_ends_earlier(one: date, other: date, count: int, calendar: Calendar) -> None:
    earlier, later = sorted((one, other))
    assert working_days_after(earlier, count, calendar) <= working_days_after(later, count, calendar)


def test_a_holiday_on_29_february_is_kept_in_leap_years_only() -> None:
    rule = read_rule("February 29")
    assert rule.in_year(2028) == date(2028, 2, 29)
    assert rule.in_year(2027) is None


def test_a_proclaimed_day_is_one_date() -> None:
    source = Source("us/holidays.toml", HEAD + 'falls = "2026-12-28"\n')
    calendar = Calendar(read_holidays(source))
    assert not source.faults
    assert not calendar.open_on(date(2026, 12, 28))
    assert calendar.open_on(date(2027, 12, 28))


@pytest.mark.parametrize(
    "text", ["", "july 32", "jul 4", "fifth monday of may", "third moonday of may", "4 july", "day after"]
)
def test_what_does_not_say_when_it_is_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match="third monday of january"):
        read_rule(text)


def test_a_count_of_working_days_is_read_and_shown() -> None:
    assert read_working_days("2 business days") == read_working_days("2 working days") == WorkingDays(2)
    assert str(WorkingDays(1)) == "1 working day"
    with pytest.raises(ValueError, match="as in '2 working days'"):
        read_working_days("2 days")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (HEAD + 'falls = "someday"\n', 7, "does not say when"),
        (HEAD + 'falls = "2026-02-30"\n', 7, "out of range"),
        (HEAD + 'falls = "july 4"\nuntil = 2019-01-01\n', 8, "before it begins"),
        (HEAD + 'falls = "july 4"\n' + HEAD + 'falls = "july 5"\n', 9, "written twice"),
        (HEAD + 'falls = "july 4"\nsunday = "friday before"\n', 8, "Invalid enum"),
    ],
)
def test_a_fault_in_a_file_of_holidays_is_told_with_its_line(text: str, line: int, says: str) -> None:
    source = Source("us/holidays.toml", text)
    read_holidays(source)
    assert [(fault.line, says in fault.reason) for fault in source.faults] == [(line, True)]
