"""A payment comes in: it is recorded once, and the rule of distribution says who gets it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseclose.casework.models import Case, Task
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.payments.debts import debts_of
from caseclose.law.reading import shipped
from tests.casework.factories import a_balance, a_payment, an_order, findings, known, on_aid
from tests.casework.paying import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_paying_case,
    accounts,
    adds_up,
    receive,
)

pytestmark = pytest.mark.usefixtures("clean_database")


def test_the_months_support_comes_first_then_the_familys_arrears_then_the_states() -> None:
    a_paying_case(arrears=("100.00", "400.00"))
    done = receive("500.00")
    assert (done.rule, done.family, done.state) == ("us.money.family", Decimal("350.00"), Decimal("150.00"))
    assert accounts() == {
        "received": "-500.00",
        "family": "350.00",
        "state": "150.00",
        "charged": "-750.00",
        "credited": "500.00",
        "owed_state": "250.00",
    }
    assert adds_up()


def test_support_for_a_month_that_is_paid_already_is_not_paid_twice() -> None:
    a_paying_case(arrears=("100.00", "0.00"))
    receive("250.00")
    done = receive("60.00", receipt="P2", received_on=TUESDAY)
    assert done.family == Decimal("60.00")
    assert accounts()["owed_family"] == "40.00"
    assert adds_up()


def test_what_another_system_paid_out_in_the_month_counts_for_the_month() -> None:
    case = a_paying_case(arrears=("100.00", "0.00"))
    a_payment(case, date(2026, 11, 3), "200.00", disbursed_on=date(2026, 11, 4))
    receive("60.00")
    assert accounts()["owed_family"] == "90.00"


def test_what_is_left_of_a_month_is_past_due_in_the_next() -> None:
    a_paying_case(arrears=("0.00", "0.00"))
    receive("100.00")
    receive("250.00", receipt="P2", received_on=date(2026, 12, 14))
    assert accounts()["owed_family"] == "150.00"
    assert known("arrears_family", date(2026, 12, 31)) == Decimal("150.00")
    assert known("arrears_family", date(2026, 11, 30)) == Decimal("0.00")
    assert adds_up()


def test_what_is_left_of_a_month_on_aid_is_owed_to_the_state() -> None:
    a_paying_case(arrears=("0.00", "0.00"), aid=True)
    receive("100.00")
    receive("250.00", receipt="P2", received_on=date(2026, 12, 14))
    assert accounts()["owed_state"] == "150.00"
    assert accounts()["state"] == "350.00"
    assert adds_up()


def test_months_in_which_nothing_came_in_are_owed_too() -> None:
    a_paying_case(arrears=("0.00", "0.00"))
    done = receive("800.00", received_on=date(2027, 1, 15))
    assert done.family == Decimal("800.00")
    assert "owed_family" not in accounts()
    assert accounts()["owed_current"] == "-50.00"  # three months are paid, and fifty dollars ahead


def test_what_was_paid_ahead_pays_the_month_that_comes() -> None:
    a_paying_case()
    receive("300.00")
    receive("200.00", receipt="P2", received_on=date(2026, 12, 1))
    assert "owed_current" not in accounts()
    assert "owed_family" not in accounts()
    assert adds_up()


def test_a_newer_statement_is_taken_and_what_moved_since_stays() -> None:
    case = a_paying_case(arrears=("100.00", "0.00"), order="ended")
    receive("30.00", received_on=MONDAY)
    a_balance(case, date(2026, 11, 30), "95.00")
    receive("20.00", receipt="P2", received_on=date(2026, 12, 2))
    assert accounts()["owed_family"] == "75.00"
    assert known("arrears_family", date(2026, 12, 2)) == Decimal("75.00")
    assert adds_up()


def test_a_payment_that_the_newest_statement_has_already_is_not_taken_off_twice() -> None:
    case = a_paying_case(arrears=("100.00", "0.00"), order="ended")
    a_balance(case, date(2026, 11, 30), "70.00")
    receive("30.00", received_on=MONDAY, on=date(2026, 12, 2))
    assert accounts()["owed_family"] == "70.00"
    assert adds_up()


def test_while_the_family_gets_cash_aid_support_is_the_states() -> None:
    a_paying_case(arrears=("100.00", "90.00"), aid=True)
    done = receive("360.00")
    assert (done.rule, done.state, done.family) == ("us.money.aid", Decimal("340.00"), Decimal("20.00"))


def test_a_federal_offset_pays_the_states_debt_first_and_what_is_too_much_goes_back() -> None:
    a_paying_case(arrears=("500.00", "300.00"))
    done = receive("1000.00", source="federal_offset")
    assert (done.state, done.family, done.back) == (Decimal("300.00"), Decimal("500.00"), Decimal("200.00"))


@pytest.mark.parametrize("state", ["ar", "ca"])
def test_a_payment_processing_case_passes_on_what_comes_in(state: str) -> None:
    a_paying_case(kind="payment_processing", state=state, arrears=None)
    done = receive("57.69")
    assert (done.rule, done.family) == ("us.money.payment_processing", Decimal("57.69"))
    assert "owed_family" not in accounts()


def test_once_the_duty_to_pay_has_ended_a_payment_goes_back() -> None:
    a_paying_case(kind="payment_processing", order="ended", arrears=("0.00", "0.00"))
    assert receive("57.69").back == Decimal("57.69")


def test_a_federal_offset_for_state_debt_goes_to_the_state_up_to_that_debt() -> None:
    a_paying_case(kind="state_debt_only", arrears=("500.00", "120.00"))
    done = receive("300.00", source="federal_offset")
    assert (done.rule, done.state, done.back) == ("us.money.state_debt_offset", Decimal("120.00"), Decimal("180.00"))
    assert Task.objects.get(kind="state_debt_paid").words.startswith("The debt to the state is paid")


def test_in_arkansas_other_money_of_such_a_case_goes_to_the_family() -> None:
    a_paying_case(kind="state_debt_only", state="ar", arrears=("500.00", "120.00"))
    assert receive("300.00").family == Decimal("300.00")
    assert receive("300.00", receipt="P2", source="federal_offset").state == Decimal("120.00")


def test_without_an_order_and_family_arrears_payments_go_to_the_state_until_its_debt_is_gone() -> None:
    a_paying_case(kind="state_debt_only", order="ended", arrears=("0.00", "120.00"))
    assert receive("100.00").state == Decimal("100.00")
    done = receive("100.00", receipt="P2", received_on=TUESDAY)
    assert (done.state, done.back) == (Decimal("20.00"), Decimal("80.00"))
    assert adds_up()


def test_money_in_a_case_worked_for_another_agency_goes_to_that_agency() -> None:
    a_paying_case()
    Case.objects.update(responding=True)
    assert receive("100.00").agency == Decimal("100.00")


@pytest.mark.parametrize(
    ("lacking", "missing"),
    [
        ({"aid": None}, "aid"),
        ({"order": None}, "current support order"),
        ({"kind": "closed", "arrears": None}, "rule"),
    ],
)
def test_what_is_not_known_is_not_no_the_money_is_held_and_a_person_is_asked(
    lacking: dict[str, Any], missing: str
) -> None:
    a_paying_case(**lacking)
    done = receive("100.00")
    assert done.held == Decimal("100.00")
    task = Task.objects.get(kind="payment_held")
    assert missing in task.words
    assert "P1" in task.words
    assert known("money_held", MONDAY) is True
    assert adds_up()


def test_the_month_is_placed_and_the_rest_held_where_nobody_knows_the_arrears() -> None:
    a_paying_case(arrears=None)
    done = receive("300.00")
    assert (done.family, done.held) == (Decimal("250.00"), Decimal("50.00"))
    assert "past-due support owed to the family" in Task.objects.get().words


def test_records_that_contradict_each_other_hold_the_money() -> None:
    case = a_paying_case(arrears=("100.00", "0.00"))
    findings(case, MONDAY, arrears_payment_made=False, last_arrears_payment_on=date(2026, 1, 5))
    done = receive("300.00")
    assert done.held == Decimal("300.00")


def test_the_history_says_who_got_it_under_which_rule_and_why() -> None:
    a_paying_case(arrears=("100.00", "400.00"))
    receive("500.00")
    told = {lang: " ".join(sentence.words for sentence in history_of("1", lang)) for lang in ("en", "es")}
    assert "$350.00 for the family, $150.00 for the state" in told["en"]
    assert "“Support for a family that gets no aid” (42 USC 657(a)(2)" in told["en"]
    assert "$0.00" not in told["en"] + told["es"], "what is nothing is not said"
    assert "retenido de los ingresos" in told["es"]
    assert "{" not in told["en"] + told["es"]


def test_an_order_that_begins_in_the_month_is_due_in_it_and_one_that_ended_is_not() -> None:
    case = a_paying_case(order="ended", arrears=("0.00", "0.00"))
    assert receive("10.00").back == Decimal("10.00")
    an_order(case, date(2026, 11, 20))
    assert receive("250.00", receipt="P2", received_on=date(2026, 11, 23)).family == Decimal("250.00")


def test_aid_that_begins_later_does_not_change_what_was_placed() -> None:
    case = a_paying_case()
    receive("100.00")
    on_aid(case, "cash_aid", TUESDAY)
    receive("100.00", receipt="P2", received_on=WEDNESDAY)
    assert (accounts()["family"], accounts()["state"]) == ("100.00", "100.00")
    assert adds_up()


@pytest.mark.parametrize(
    ("begun_on", "ended_on", "days"),
    [
        (date(2026, 11, 1), None, 30),
        (date(2026, 11, 30), None, 1),
        (date(2026, 12, 1), None, 0),
        (date(2020, 1, 1), date(2026, 11, 1), 0),
        (date(2020, 1, 1), date(2026, 11, 16), 15),
        (date(2026, 11, 10), date(2026, 11, 10), 0),
        (date(2026, 11, 10), date(2026, 10, 1), 0),
    ],
)
def test_a_month_is_due_where_the_order_runs_on_as_many_days_as_policy_asks(
    begun_on: date, ended_on: date | None, days: int
) -> None:
    case = a_paying_case(order=None)
    an_order(case, begun_on, ended_on=ended_on)
    debts = debts_of(case, MONDAY)
    debts.charge_to(MONDAY)
    charged = [draft.body["amount"] for draft in debts.drafts if draft.kind == "charged"]
    assert charged == (["250.00"] if days >= 1 else [])
    assert shipped().federal.limits["support_month_days"].on(MONDAY) == 1
