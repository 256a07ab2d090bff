"""Spans of calendar time: when one is over, and the latest day from which it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseclose.law.spans import Span, after, latest_start, read_span

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
SPANS = st.one_of(
    st.builds(Span, st.integers(0, 800), st.just("day")),
    st.builds(Span, st.integers(0, 240), st.just("month")),
    st.builds(Span, st.integers(0, 30), st.just("year")),
)
MANY = settings(max_examples=400, deadline=None, database=None)


@MANY
@given(DAYS, SPANS)
@example(date(2022, 2, 28), Span(18, "year"))
@example(date(2024, 2, 29), Span(1, "month"))
@example(date(2023, 2, 28), Span(1, "month"))
@example(date(1900, 2, 28), Span(1, "year"))
@example(date(2200, 2, 28), Span(6, "month"))
@example(date(2024, 3, 1), Span(1, "day"))
def test_the_latest_start_is_the_last_day_whose_span_is_over(as_of: date, span: Span) -> None:
    latest = latest_start(as_of, span)
    assert after(latest, span) <= as_of
    assert all(after(latest + timedelta(days=days), span) > as_of for days in range(1, 40))


@MANY
@given(DAYS, SPANS, DAYS)
def test_every_day_up_to_the_latest_start_has_its_span_over_and_no_later_one(
    as_of: date, span: Span, start: date
) -> None:
    assert (after(start, span) <= as_of) == (start <= latest_start(as_of, span))


@MANY
@given(DAYS, DAYS, SPANS)
def test_a_span_from_a_later_day_is_never_over_earlier(one: date, other: date, span: Span) -> None:
    earlier, later = sorted((one, other))
    assert after(earlier, span) <= after(later, span)


@MANY
@given(DAYS, st.integers(0, 30))
def test_a_year_is_twelve_months(start: date, years: int) -> None:
    assert after(start, Span(years, "year")) == after(start, Span(12 * years, "month"))


@pytest.mark.parametrize(
    ("start", "span", "over"),
    [
        ("2004-02-29", "18 years", "2022-02-28"),
        ("2004-02-29", "20 years", "2024-02-29"),
        ("2006-02-28", "18 years", "2024-02-28"),
        ("2006-03-01", "18 years", "2024-03-01"),
        ("1896-02-29", "4 years", "1900-02-28"),
        ("1996-02-29", "4 years", "2000-02-29"),
        ("2023-01-31", "1 month", "2023-02-28"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2024-02-29", "1 month", "2024-03-29"),
        ("2023-08-31", "6 months", "2024-02-29"),
        ("2022-08-31", "6 months", "2023-02-28"),
        ("2023-12-31", "6 months", "2024-06-30"),
        ("2023-12-15", "1 month", "2024-01-15"),
        ("2023-12-31", "12 months", "2024-12-31"),
        ("2024-01-01", "60 days", "2024-03-01"),
        ("2023-01-01", "60 days", "2023-03-02"),
        ("2024-12-31", "1 day", "2025-01-01"),
        ("2024-05-05", "0 days", "2024-05-05"),
    ],
)
def test_leap_days_and_month_ends_are_as_written_here(start: str, span: str, over: str) -> None:
    assert after(date.fromisoformat(start), read_span(span)) == date.fromisoformat(over)


@pytest.mark.parametrize(
    ("as_of", "span", "latest"),
    [
        ("2022-02-27", "18 years", "2004-02-27"),
        ("2022-02-28", "18 years", "2004-02-29"),
        ("2022-03-01", "18 years", "2004-03-01"),
        ("2023-02-28", "1 month", "2023-01-31"),
        ("2023-02-27", "1 month", "2023-01-27"),
        ("2024-02-28", "1 month", "2024-01-28"),
        ("2024-02-29", "1 month", "2024-01-31"),
        ("2024-02-29", "6 months", "2023-08-31"),
        ("2024-06-30", "6 months", "2023-12-31"),
        ("2024-03-01", "60 days", "2024-01-01"),
    ],
)
def test_on_a_month_end_every_day_that_lands_on_it_counts(as_of: str, span: str, latest: str) -> None:
    assert latest_start(date.fromisoformat(as_of), read_span(span)) == date.fromisoformat(latest)


@pytest.mark.parametrize("sent", [date(2024, 2, 1), date(2024, 10, 1)], ids=["spring", "autumn"])
def test_sixty_days_are_calendar_days_although_the_clock_changes_on_the_way(sent: date) -> None:
    zone = ZoneInfo("America/Chicago")
    over = after(sent, Span(60, "day"))
    midnight, at_the_end = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (sent, over))
    assert midnight.utcoffset() != at_the_end.utcoffset()
    assert (over - sent).days == 60
    assert latest_start(over, Span(60, "day")) == sent
    assert latest_start(over - timedelta(days=1), Span(60, "day")) < sent


@pytest.mark.parametrize("text", ["60 days", "1 day", "2 years", "1 year", "6 months", "1 month", "200 years"])
def test_a_span_reads_back_as_it_is_written(text: str) -> None:
    assert str(read_span(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "60", "days", "-60 days", "60days", "1.5 years", "2 weeks", "two years", "2 years 3 days", "٦٠ days"],
)
def test_what_is_not_a_span_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="as in '60 days'"):
        read_span(text)


@pytest.mark.parametrize("text", ["201 years", "2401 months", "73001 days"])
def test_a_span_of_more_than_two_hundred_years_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="too long"):
        read_span(text)
