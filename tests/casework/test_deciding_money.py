"""What a person decides about money that no rule could place, or that could not be paid out."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from caseclose.casework.models import Disbursement, JournalEntry, Task
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.payments.deciding import MoveMoney, SettleOrder, move_money, settle_order
from caseclose.casework.services.payments.paying import pay_out_due
from caseclose.closure.refused import Refused
from caseclose.outside.weather import Weather
from tests.casework.factories import at_noon
from tests.casework.paying import (
    CLERK,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    WORKER,
    Outside,
    a_paying_case,
    accounts,
    adds_up,
    receive,
    the_day,
)

pytestmark = pytest.mark.usefixtures("clean_database")


def test_a_person_lets_a_refused_order_go_and_it_is_paid_anew() -> None:
    a_paying_case()
    outside = Outside(Weather(refuse=1.0))
    receive("57.69")
    the_day(MONDAY, outside)
    asked = SettleOrder(1, paid=False, words="the card was blocked; a new one is there")
    settle_order(asked=asked, by=WORKER, on=TUESDAY, at=at_noon(TUESDAY))
    assert not Task.objects.filter(done_on=None).exists()
    the_day(WEDNESDAY, Outside())
    assert list(Disbursement.objects.order_by("pk").values_list("state", flat=True)) == ["dropped", "accepted"]
    assert adds_up()


def test_a_person_gives_held_money_back_and_it_goes_out() -> None:
    a_paying_case(aid=None)
    receive("57.69")
    done = move_money(asked=MoveMoney("P1", "back", "paid by mistake"), by=WORKER, on=TUESDAY, at=at_noon(TUESDAY))
    assert done.amount == Decimal("57.69")
    assert accounts()["back"] == "57.69"
    assert pay_out_due(on=TUESDAY, at=at_noon(TUESDAY)) == Counter(ordered=1)
    assert not Task.objects.filter(done_on=None).exists()
    assert "paid by mistake" in " ".join(sentence.words for sentence in history_of("1"))
    assert adds_up()


def test_what_the_family_does_not_get_after_all_is_owed_to_it_again() -> None:
    a_paying_case(found=False, arrears=("100.00", "0.00"), order="ended")
    receive("60.00")
    assert accounts()["owed_family"] == "40.00"
    move_money(
        asked=MoveMoney("P1", "back", "nobody found", Decimal("25.00")), by=WORKER, on=TUESDAY, at=at_noon(MONDAY)
    )
    assert (accounts()["owed_family"], accounts()["family"], accounts()["back"]) == ("65.00", "35.00", "25.00")
    assert adds_up()


def test_held_money_given_to_the_state_pays_its_debt_and_no_more() -> None:
    a_paying_case(aid=None, arrears=("0.00", "40.00"))
    receive("57.69")
    with pytest.raises(Refused, match="is not owed"):
        move_money(asked=MoveMoney("P1", "state", "assigned"), by=WORKER, on=TUESDAY, at=at_noon(TUESDAY))
    move_money(asked=MoveMoney("P1", "state", "assigned", Decimal(40)), by=WORKER, on=TUESDAY, at=at_noon(TUESDAY))
    assert (accounts()["state"], accounts()["held"]) == ("40.00", "17.69")
    assert "owed_state" not in accounts()
    assert adds_up()


@pytest.mark.parametrize(
    ("asked", "by", "rule"),
    [
        (MoveMoney("P1", "back", "why", Decimal("57.70")), WORKER, "money_not_here"),
        (MoveMoney("P1", "back", " "), WORKER, "words_of_money_needed"),
        (MoveMoney("P1", "back", "why"), CLERK, "wrong_role"),
        (MoveMoney("P9", "back", "why"), WORKER, "payment_not_here"),
    ],
)
def test_moving_money_that_may_not_be_moved_is_refused_and_changes_nothing(
    asked: MoveMoney, by: object, rule: str
) -> None:
    a_paying_case(aid=None)
    receive("57.69")
    before = JournalEntry.objects.count()
    with pytest.raises(Refused) as refused:
        move_money(asked=asked, by=by, on=TUESDAY, at=at_noon(TUESDAY))  # type: ignore[arg-type]
    assert refused.value.rule == rule
    assert JournalEntry.objects.count() == before


def test_money_on_its_way_cannot_be_moved() -> None:
    a_paying_case()
    receive("57.69")
    the_day(MONDAY, Outside())
    with pytest.raises(Refused, match=r"\$0.00 is"):
        move_money(asked=MoveMoney("P1", "back", "why"), by=WORKER, on=TUESDAY, at=at_noon(TUESDAY))


def test_only_an_order_that_waits_for_a_person_is_settled_by_one() -> None:
    a_paying_case()
    receive("57.69")
    the_day(MONDAY, Outside())
    for order in (1, 7):
        with pytest.raises(Refused) as refused:
            settle_order(asked=SettleOrder(order, paid=True, words="seen"), by=WORKER, on=TUESDAY, at=at_noon(MONDAY))
        assert refused.value.rule == "payout_not_open"
