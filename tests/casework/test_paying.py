"""Money goes out within its working days, to whom it is for, once; and what cannot go out reaches a person."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from caseclose.casework.models import Disbursement, OutboxMessage, Participant, Payment, Person, Task
from caseclose.casework.selectors.ledger_check import forgotten_money
from caseclose.casework.services.outbox.answers import take_answers
from caseclose.casework.services.outbox.sending import send_waiting
from caseclose.casework.services.payments.ageing import age_payments
from caseclose.casework.services.payments.deciding import SettleOrder, settle_order
from caseclose.casework.services.payments.paying import pay_out_due
from caseclose.outside.weather import Weather
from tests.casework.factories import a_balance, a_person, at_noon, known, on_aid
from tests.casework.paying import (
    FRIDAY,
    MONDAY,
    NEXT_MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WORKER,
    Outside,
    a_paying_case,
    accounts,
    adds_up,
    orders,
    receive,
    the_day,
)

pytestmark = pytest.mark.usefixtures("clean_database")


def test_a_payment_goes_out_the_same_day_and_is_done_when_it_is_confirmed() -> None:
    a_paying_case(kind="payment_processing", arrears=None)
    outside = Outside()
    receive("57.69")
    the_day(MONDAY, outside)
    order = Disbursement.objects.get()
    assert (order.payee, order.amount, order.due_on, order.sent_on) == ("family", Decimal("57.69"), WEDNESDAY, MONDAY)
    assert accounts() == {"received": "-57.69", "on_the_way": "57.69"}
    assert (
        "PaymentOrder(key='payment:1', to='family', amount='57.69', case='1'"
        in outside.own_systems.remembered()["payment:1"]
    )
    the_day(THURSDAY, outside)
    assert accounts() == {"received": "-57.69", "paid_family": "57.69"}
    assert Payment.objects.get().disbursed_on == THURSDAY
    assert (known("money_held", WEDNESDAY), known("money_held", THURSDAY)) == (True, False)
    assert adds_up()


def test_the_day_done_twice_pays_once() -> None:
    a_paying_case()
    outside = Outside()
    receive("57.69")
    the_day(MONDAY, outside)
    the_day(MONDAY, outside)
    assert Disbursement.objects.count() == OutboxMessage.objects.count() == len(outside.own_systems.done()) == 1


def test_two_working_days_pass_over_the_weekend_and_a_holiday() -> None:
    a_paying_case()
    receive("57.69", received_on=date(2026, 11, 25))  # the day before Thanksgiving
    pay_out_due(on=date(2026, 11, 25), at=at_noon(MONDAY))
    assert Disbursement.objects.get().due_on == date(2026, 12, 1)  # California's offices are closed on the Friday too


def test_money_back_to_the_payer_goes_out_as_well() -> None:
    a_paying_case(order="ended")
    receive("57.69")
    assert pay_out_due(on=MONDAY, at=at_noon(MONDAY)) == Counter(ordered=1)
    assert orders() == {"back": "made"}


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"died_on": date(2026, 11, 1)}, "has died"),
        ({"mailing_address": []}, "no address"),
    ],
)
def test_money_whose_payee_died_or_cannot_be_found_is_held_with_a_task(what: dict[str, object], says: str) -> None:
    a_paying_case()
    custodial = Person.objects.filter(parts__role=Participant.Role.CUSTODIAL_PARTY)
    Person.objects.filter(pk__in=custodial).update(**what)
    receive("57.69")
    assert pay_out_due(on=MONDAY, at=at_noon(MONDAY)) == Counter(asked=1)
    assert pay_out_due(on=TUESDAY, at=at_noon(TUESDAY)) == Counter()
    task = Task.objects.get()
    assert says in task.words
    assert (task.kind, "Made Street" in task.words) == ("payment_without_payee", False)
    assert not Disbursement.objects.exists()


def test_once_the_address_is_known_it_goes_out_and_the_task_is_done() -> None:
    a_paying_case(found=False)
    receive("57.69")
    pay_out_due(on=MONDAY, at=at_noon(MONDAY))
    Person.objects.update(substitute_address=["PO Box 1"])
    assert pay_out_due(on=TUESDAY, at=at_noon(TUESDAY)) == Counter(ordered=1)
    assert Task.objects.get().done_on == TUESDAY


def test_with_two_custodial_parties_a_person_decides() -> None:
    case = a_paying_case()
    a_person(case, Participant.Role.CUSTODIAL_PARTY)
    receive("57.69")
    pay_out_due(on=MONDAY, at=at_noon(MONDAY))
    assert "more than one person" in Task.objects.get().words


def test_after_californias_six_months_a_person_is_asked_what_becomes_of_it() -> None:
    a_paying_case(found=False)
    receive("57.69")
    pay_out_due(on=MONDAY, at=at_noon(MONDAY))
    age_payments(on=date(2027, 5, 15), at=at_noon(MONDAY))
    assert not Task.objects.filter(kind="payee_not_found").exists()
    age_payments(on=date(2027, 5, 16), at=at_noon(MONDAY))
    assert Task.objects.filter(kind="payee_not_found").count() == 1


def test_held_money_is_placed_once_what_was_missing_is_known() -> None:
    case = a_paying_case(arrears=None)
    receive("300.00")
    assert accounts()["held"] == "50.00"
    a_balance(case, date(2026, 11, 16), "80.00")
    assert pay_out_due(on=TUESDAY, at=at_noon(TUESDAY)) == Counter(placed=1, ordered=1)
    assert "held" not in accounts()
    assert Task.objects.get(kind="payment_held").done_on == TUESDAY
    assert Disbursement.objects.get().amount == Decimal("300.00")
    assert adds_up()


def test_a_newer_statement_is_taken_into_the_ledger_by_the_day() -> None:
    case = a_paying_case(arrears=("100.00", "0.00"), order="ended")
    receive("30.00")
    a_balance(case, date(2026, 11, 30), "55.00")
    assert pay_out_due(on=date(2026, 12, 1), at=at_noon(MONDAY))["statements"] == 1
    assert accounts()["owed_family"] == "55.00"
    assert pay_out_due(on=date(2026, 12, 1), at=at_noon(MONDAY))["statements"] == 0
    assert adds_up()


def test_a_refused_order_comes_back_and_waits_for_a_person() -> None:
    a_paying_case()
    outside = Outside(Weather(refuse=1.0))
    receive("57.69")
    the_day(MONDAY, outside)
    the_day(TUESDAY, outside)
    assert orders() == {"family": "refused"}
    assert accounts()["family"] == "57.69"
    assert Task.objects.filter(kind="payment_refused", done_on=None).count() == 1
    the_day(NEXT_MONDAY, outside)
    assert Disbursement.objects.count() == 1  # nothing is tried again behind the person's back
    assert adds_up()


def test_an_order_that_nobody_answers_becomes_unknown_and_reaches_a_person() -> None:
    a_paying_case()
    outside = Outside(Weather(lose=1.0))
    receive("57.69")
    the_day(MONDAY, outside)
    for days in (7, 8):
        the_day(MONDAY + timedelta(days=days), outside)
    assert orders() == {"family": "unknown"}
    assert Task.objects.filter(kind="payment_unknown", done_on=None).count() == 1
    settle_order(
        asked=SettleOrder(1, paid=True, words="seen at the bank"), by=WORKER, on=date(2026, 11, 25), at=at_noon(MONDAY)
    )
    assert accounts()["paid_family"] == "57.69"
    assert not Task.objects.filter(done_on=None).exists()
    assert adds_up()


def test_a_late_answer_to_an_unknown_order_settles_it() -> None:
    a_paying_case()
    outside = Outside(Weather(lose=1.0))
    receive("57.69")
    for day in (MONDAY, date(2026, 11, 24)):
        the_day(day, outside)
    outside.own_systems.say("payment:1", "confirmed", on=date(2026, 11, 25))
    the_day(date(2026, 11, 25), outside)
    assert orders() == {"family": "confirmed"}
    assert not Task.objects.filter(done_on=None).exists()


def test_a_confirmation_after_a_person_dropped_the_order_reaches_a_person() -> None:
    a_paying_case()
    outside = Outside(Weather(refuse=1.0))
    receive("57.69")
    the_day(MONDAY, outside)
    outside.own_systems.say("payment:1", "confirmed", on=TUESDAY)
    settle_order(asked=SettleOrder(1, paid=False, words="not paid"), by=WORKER, on=TUESDAY, at=at_noon(TUESDAY))
    take_answers(on=TUESDAY, at=at_noon(TUESDAY), ports=outside.ports)
    assert Task.objects.filter(kind="payment_answer_does_not_fit", done_on=None).count() == 1
    assert adds_up()


def test_a_party_that_cannot_be_reached_leaves_the_money_here_and_late_money_reaches_a_person() -> None:
    a_paying_case()
    receive("57.69")
    pay_out_due(on=MONDAY, at=at_noon(MONDAY))
    age_payments(on=TUESDAY, at=at_noon(TUESDAY))
    assert not Task.objects.exists()
    age_payments(on=WEDNESDAY, at=at_noon(WEDNESDAY))
    assert Task.objects.get().kind == "payment_late"
    assert forgotten_money(date(2027, 1, 1)) == []


def test_an_order_that_no_port_takes_is_refused_here_and_reaches_a_person() -> None:
    a_paying_case()
    receive("57.69")
    pay_out_due(on=MONDAY, at=at_noon(MONDAY))
    send_waiting(on=MONDAY, at=at_noon(MONDAY), ports={})
    assert orders() == {"family": "refused"}
    assert accounts()["family"] == "57.69"
    assert Task.objects.get().kind == "payment_refused"
    assert adds_up()


def test_the_check_for_forgotten_money_finds_money_that_nobody_is_asked_about() -> None:
    a_paying_case()
    receive("57.69")
    assert [fault.at for fault in forgotten_money(TUESDAY)] == ["P1"]


def test_a_missed_week_is_made_good_and_dated_on_the_day_it_is_done() -> None:
    a_paying_case()
    receive("57.69")
    the_day(FRIDAY, Outside())
    order = Disbursement.objects.get()
    assert (order.made_on, order.due_on) == (FRIDAY, WEDNESDAY)


def test_a_day_before_what_is_written_already_does_nothing() -> None:
    a_paying_case()
    receive("57.69", received_on=TUESDAY)
    assert pay_out_due(on=MONDAY, at=at_noon(MONDAY)) == Counter()


def test_many_payments_are_ordered_together() -> None:
    for number in range(30):
        a_paying_case(str(number), kind="payment_processing", arrears=None)
        receive("10.00", number=str(number), receipt=f"P{number}")
    assert pay_out_due(on=MONDAY, at=at_noon(MONDAY)) == Counter(ordered=30)
    assert adds_up()


def test_while_on_aid_nothing_goes_out_and_nothing_waits() -> None:
    case = a_paying_case(aid=None)
    on_aid(case, "cash_aid", date(2026, 10, 1))
    receive("57.69")
    assert Payment.objects.get().disbursed_on == MONDAY
    assert pay_out_due(on=MONDAY, at=at_noon(MONDAY)) == Counter()
