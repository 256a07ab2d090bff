"""Made cases stand on both sides of every limit and date."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import polars as pl
import pytest

from caseclose.caseload.making.dates import leap_days
from caseclose.law.spans import after, latest_start, read_span
from tests.caseload.made import AS_OF, share_of

# ---- hard where rules turn ---------------------------------------------------------------------------------------

AMOUNTS = ["0.00", "0.01", "149.99", "150.00", "150.01", "499.99", "500.00", "500.01", "2499.99", "2500.00", "2500.01"]


@pytest.mark.parametrize("fact", ["arrears_total", "arrears_family", "arrears_assigned"])
@pytest.mark.parametrize("amount", AMOUNTS)
def test_amounts_stand_just_on_under_and_over_every_limit(caseload: pl.DataFrame, fact: str, amount: str) -> None:
    assert (caseload[fact] == Decimal(amount)).sum() >= 10


@pytest.mark.parametrize(
    ("fact", "span"),
    [
        ("youngest_child_born_on", "18 years"),
        ("paternity_child_born_on", "18 years"),
        ("locate_efforts_since", "2 years"),
        ("locate_efforts_since", "12 months"),
        ("locate_efforts_since", "6 months"),
        ("locate_efforts_since", "3 years"),
        ("last_arrears_payment_on", "12 months"),
        ("last_arrears_payment_on", "60 days"),
        ("contact_attempts_since", "60 days"),
        ("notice_sent_on", "60 days"),
        ("tribal_notice_sent_on", "60 days"),
    ],
)
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_dates_stand_on_the_day_that_a_span_is_over_and_a_day_either_side(
    caseload: pl.DataFrame, fact: str, span: str, off: int
) -> None:
    turn = latest_start(AS_OF, read_span(span))
    assert (caseload[fact] == turn + timedelta(days=off)).sum() >= 5
    assert after(turn, read_span(span)) <= AS_OF


def test_a_flag_ends_on_the_day_asked_about_and_a_day_either_side(caseload: pl.DataFrame) -> None:
    for off in (-1, 0, 1):
        assert (caseload["bypass_expires_on"] == AS_OF + timedelta(days=off)).sum() >= 5


def test_children_are_born_on_every_29_february(caseload: pl.DataFrame) -> None:
    for day in leap_days(AS_OF):
        assert (caseload["youngest_child_born_on"] == day).sum() >= 20


def test_searches_begin_on_the_last_day_of_a_month_more_often_than_by_chance(caseload: pl.DataFrame) -> None:
    begun = caseload["locate_efforts_since"].drop_nulls()
    assert share_of(begun == begun.dt.month_end()) > 1.2 / 30.4
