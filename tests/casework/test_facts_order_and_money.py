"""The order and the money, read off the records: what is known, what is not, and on which day that changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caseclose.casework.selectors.facts import facts_of_case
from tests.casework.factories import (
    DAY,
    THE_DAY_AFTER,
    THE_DAY_BEFORE,
    a_balance,
    a_case,
    a_payment,
    an_order,
    known,
    on_aid,
)

pytestmark = pytest.mark.usefixtures("clean_database")


def test_a_case_with_no_order_on_record_may_still_have_one_elsewhere() -> None:
    a_case(arrears=("10.00", "0.00"))
    assert known("current_order") is None


@pytest.mark.parametrize(
    ("day", "current"), [(THE_DAY_BEFORE, None), (DAY, True), (THE_DAY_AFTER, True)], ids=["before", "on", "after"]
)
def test_an_order_runs_from_its_first_day(day: date, current: bool | None) -> None:  # noqa: FBT001
    a_case(order_begun_on=DAY)
    assert known("current_order", day) is current


@pytest.mark.parametrize(
    ("day", "current"), [(THE_DAY_BEFORE, True), (DAY, False), (THE_DAY_AFTER, False)], ids=["before", "on", "after"]
)
def test_an_order_no_longer_runs_on_the_day_it_ended(day: date, current: bool) -> None:  # noqa: FBT001
    a_case(order_ended_on=DAY)
    assert known("current_order", day) is current


def test_one_order_that_runs_is_enough() -> None:
    case = a_case(order_ended_on=date(2020, 1, 1))
    an_order(case, date(2020, 1, 1))
    assert known("current_order") is True


def test_past_due_support_is_that_of_the_newest_balance() -> None:
    case = a_case(arrears=("900.00", "50.00"), arrears_on=THE_DAY_BEFORE)
    a_balance(case, DAY, "312.40", "0.60")
    assert known("arrears_family") == Decimal("312.40")
    assert known("arrears_assigned") == Decimal("0.60")
    assert known("arrears_total") == Decimal("313.00")
    assert facts_of_case("1", DAY).sources["arrears_total"] == "balance of 2026-11-22"


def test_a_balance_of_a_later_day_says_nothing_of_this_one() -> None:
    a_case(arrears=("312.40", "0.00"), arrears_on=THE_DAY_AFTER)
    assert known("arrears_total") is None
    assert known("arrears_family") is None
    assert known("arrears_assigned") is None


@pytest.mark.parametrize("kind", ["cash_aid", "foster_care"])
def test_a_balance_drawn_up_before_aid_began_does_not_say_what_is_owed_to_whom(kind: str) -> None:
    """Nor does it once that aid has ended: what built up meanwhile is assigned."""
    case = a_case(arrears=("300.00", "0.00"), arrears_on=THE_DAY_BEFORE)
    on_aid(case, kind, DAY, date(2027, 3, 1))
    assert known("arrears_assigned", THE_DAY_BEFORE) == Decimal("0.00")
    for day in (DAY, date(2027, 6, 1)):
        assert (known("arrears_family", day), known("arrears_assigned", day)) == (None, None)
        assert known("arrears_total", day) == Decimal("300.00")
    a_balance(case, date(2027, 6, 1), "300.00", "120.00")
    assert known("arrears_assigned", date(2027, 6, 1)) == Decimal("120.00")


def test_a_balance_drawn_up_while_aid_runs_says_what_is_owed_to_whom_and_medicaid_does_not_matter() -> None:
    case = a_case(arrears=("300.00", "0.00"), arrears_on=THE_DAY_BEFORE)
    on_aid(case, "cash_aid", THE_DAY_BEFORE)
    on_aid(case, "medicaid", DAY)
    assert known("arrears_assigned") == Decimal("0.00")


def test_a_balance_of_nothing_is_known_to_be_nothing() -> None:
    a_case(arrears=("0.00", "0.00"), arrears_on=DAY)
    assert known("arrears_total") == Decimal("0.00")


def test_a_balance_does_not_show_that_payments_are_kept() -> None:
    a_case(arrears=("312.40", "0.00"))
    assert known("arrears_payment_made") is None
    assert known("last_arrears_payment_on") is None
    assert known("money_held") is None


def test_a_federal_offset_goes_to_past_due_support_while_the_order_runs() -> None:
    case = a_case(order_begun_on=date(2020, 1, 1))
    a_payment(case, DAY, source="federal_offset")
    assert known("arrears_payment_made") is True
    assert known("last_arrears_payment_on") == DAY
    assert known("arrears_payment_made", THE_DAY_BEFORE) is None


def test_what_is_paid_while_an_order_runs_may_be_for_either() -> None:
    case = a_case(order_ended_on=DAY)
    a_payment(case, THE_DAY_BEFORE)
    assert known("arrears_payment_made") is None
    assert known("last_arrears_payment_on") is None


def test_what_is_paid_once_the_order_has_ended_goes_to_past_due_support() -> None:
    case = a_case(order_ended_on=DAY)
    a_payment(case, THE_DAY_BEFORE)
    a_payment(case, DAY)
    assert known("arrears_payment_made") is True
    assert known("last_arrears_payment_on") == DAY


def test_the_last_payment_is_unknown_where_a_later_one_may_have_gone_to_past_due_support() -> None:
    case = a_case(order_begun_on=date(2020, 1, 1))
    a_payment(case, THE_DAY_BEFORE, source="federal_offset")
    a_payment(case, DAY)
    assert known("arrears_payment_made") is True
    assert known("last_arrears_payment_on") is None
    assert known("last_arrears_payment_on", THE_DAY_BEFORE) == THE_DAY_BEFORE


def test_a_payment_with_no_order_on_record_may_be_for_either() -> None:
    a_payment(a_case(), DAY)
    assert known("arrears_payment_made") is None


def test_a_payment_given_back_is_none() -> None:
    case = a_case(order_ended_on=date(2020, 1, 1))
    a_payment(case, THE_DAY_BEFORE, refunded_on=DAY)
    assert known("arrears_payment_made", THE_DAY_BEFORE) is True
    assert known("arrears_payment_made") is False
    assert known("last_arrears_payment_on") is None


def test_the_last_of_several_payments_counts() -> None:
    case = a_case(order_ended_on=date(2020, 1, 1))
    a_payment(case, DAY)
    a_payment(case, THE_DAY_BEFORE)
    assert known("last_arrears_payment_on") == DAY
    assert facts_of_case("1", DAY).sources["last_arrears_payment_on"] == f"payments on record, newest of {DAY}"


def test_the_last_of_several_payments_that_may_be_for_either_leaves_it_open() -> None:
    case = a_case(order_begun_on=date(2020, 1, 1))
    a_payment(case, date(2026, 1, 5))
    a_payment(case, THE_DAY_BEFORE, source="federal_offset")
    a_payment(case, DAY)
    assert known("last_arrears_payment_on", THE_DAY_BEFORE) == THE_DAY_BEFORE
    assert known("last_arrears_payment_on") is None


def test_a_payment_of_the_same_day_that_may_be_for_either_does_not_matter() -> None:
    case = a_case(order_begun_on=date(2020, 1, 1))
    a_payment(case, DAY, source="federal_offset")
    a_payment(case, DAY)
    assert known("last_arrears_payment_on") == DAY


def test_a_later_payment_given_back_does_not_leave_it_open() -> None:
    case = a_case(order_begun_on=date(2020, 1, 1))
    a_payment(case, THE_DAY_BEFORE, source="federal_offset")
    a_payment(case, DAY, refunded_on=DAY)
    assert known("last_arrears_payment_on") == THE_DAY_BEFORE


@pytest.mark.parametrize(
    ("disbursed_on", "held"),
    [(None, True), (THE_DAY_AFTER, True), (DAY, False), (THE_DAY_BEFORE, False)],
    ids=["never", "tomorrow", "today", "yesterday"],
)
def test_money_is_held_until_the_day_it_is_disbursed(disbursed_on: date | None, held: bool) -> None:  # noqa: FBT001
    a_payment(a_case(), THE_DAY_BEFORE, disbursed_on=disbursed_on)
    assert known("money_held") is held


def test_one_payment_held_is_enough_and_a_later_one_does_not_count() -> None:
    case = a_case()
    a_payment(case, date(2026, 1, 1), disbursed_on=date(2026, 1, 2))
    a_payment(case, THE_DAY_AFTER)
    assert known("money_held") is False
    assert known("money_held", THE_DAY_AFTER) is True


def test_the_obligation_goes_on_while_an_order_runs_or_anything_is_owed() -> None:
    a_case("1", order_begun_on=date(2020, 1, 1), arrears=("0.00", "0.00"))
    a_case("2", order_ended_on=date(2020, 1, 1), arrears=("0.00", "0.01"))
    a_case("3", arrears=("0.01", "0.00"))
    assert [known("obligation_ended", number=number) for number in "123"] == [False, False, False]


def test_the_obligation_has_ended_once_a_balance_drawn_up_since_the_order_is_nothing() -> None:
    case = a_case(order_ended_on=DAY, arrears=("0.00", "0.00"), arrears_on=THE_DAY_BEFORE)
    assert known("obligation_ended") is None
    a_balance(case, DAY)
    assert known("obligation_ended") is True
    assert known("obligation_ended", THE_DAY_BEFORE) is False


def test_with_no_order_on_record_nobody_can_say_that_the_obligation_has_ended() -> None:
    a_case(arrears=("0.00", "0.00"))
    assert known("obligation_ended") is None
