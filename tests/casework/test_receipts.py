"""A receipt counts once, and what cannot be a payment is refused by name and changes nothing."""

from __future__ import annotations

from decimal import Decimal
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from caseclose.casework.models import JournalEntry, Movement, Payment
from caseclose.casework.services.keys import KeyReused
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from tests.casework.factories import a_payment
from tests.casework.paying import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    WORKER,
    a_paying_case,
    accounts,
    adds_up,
    receive,
)

pytestmark = pytest.mark.usefixtures("clean_database")


def test_the_same_receipt_again_does_nothing() -> None:
    a_paying_case()
    first, again = receive("100.00"), receive("100.00", on=WEDNESDAY)
    assert (first.repeated, again.repeated) == (False, True)
    assert Movement.objects.filter(kind="received").count() == 1
    assert accounts()["received"] == "-100.00"


def test_the_same_receipt_with_another_amount_is_refused_by_name_and_changes_nothing() -> None:
    a_paying_case()
    receive("100.00")
    before = (JournalEntry.objects.count(), Movement.objects.count())
    with pytest.raises(Refused) as refused:
        receive("101.00")
    assert refused.value.rule == "receipt_taken"
    assert "P1" in str(refused.value)
    assert "amount: 100.00, not 101.00" in str(refused.value)
    assert (JournalEntry.objects.count(), Movement.objects.count()) == before


def test_a_receipt_of_another_case_is_refused() -> None:
    a_paying_case("1")
    a_paying_case("2")
    receive("100.00", number="1")
    with pytest.raises(Refused, match="case: 1, not 2"):
        receive("100.00", number="2")


def test_a_payment_that_another_system_still_held_is_taken_in_hand() -> None:
    case = a_paying_case()
    theirs = a_payment(case, MONDAY, "100.00")
    assert receive("100.00", receipt=theirs.receipt).family == Decimal("100.00")
    assert Payment.objects.get().taken_on == MONDAY


def test_a_payment_that_another_system_paid_out_is_not_paid_again() -> None:
    case = a_paying_case()
    theirs = a_payment(case, MONDAY, "100.00", disbursed_on=TUESDAY)
    assert receive("100.00", receipt=theirs.receipt).repeated
    assert not Movement.objects.exists()


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"amount": "0.00"}, "not an amount"),
        ({"amount": "-5.00"}, "not an amount"),
        ({"amount": "1.005"}, "not an amount"),
        ({"amount": "NaN"}, "not an amount"),
        ({"amount": "99999999999.00"}, "not an amount"),
        ({"amount": "1.00", "receipt": ""}, "1 to 64 plain characters"),
        ({"amount": "1.00", "receipt": "P\u202e1"}, "1 to 64 plain characters"),
        ({"amount": "1.00", "source": "lottery"}, "not a source of money"),
        ({"amount": "1.00", "received_on": TUESDAY, "on": MONDAY}, "cannot have been received"),
    ],
)
def test_what_cannot_be_a_payment_is_refused_with_the_reason(what: dict[str, Any], says: str) -> None:
    a_paying_case()
    with pytest.raises(Refused, match=says):
        receive(**what)
    assert not Payment.objects.exists()


def test_the_books_are_written_forward_only() -> None:
    a_paying_case()
    receive("100.00", received_on=TUESDAY)
    with pytest.raises(Refused) as refused:
        receive("100.00", receipt="P2", received_on=MONDAY)
    assert refused.value.rule == "books_are_later"
    assert receive("100.00", receipt="P2", received_on=MONDAY, on=TUESDAY).family == Decimal("100.00")


def test_a_key_that_did_something_else_is_refused() -> None:
    a_paying_case()
    receive("100.00", key="k")
    with pytest.raises(KeyReused):
        receive("100.00", receipt="P2", key="k")


def test_two_clerks_with_the_same_receipt_on_two_cases_record_it_once() -> None:
    a_paying_case("1")
    a_paying_case("2")
    ends: list[str] = []

    def clerk(number: str) -> None:
        try:
            receive("100.00", number=number)
            ends.append("recorded")
        except Refused as refused:
            ends.append(refused.rule)
        finally:
            connection.close()

    threads = [Thread(target=clerk, args=(number,)) for number in ("1", "2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["receipt_taken", "recorded"]
    assert adds_up()


def test_a_person_not_at_the_desk_may_not_record_a_payment() -> None:
    a_paying_case()
    with pytest.raises(Refused, match="not for a recipient"):
        receive("1.00", by=Actor("somebody", Role.RECIPIENT))
    assert receive("1.00", by=WORKER).family == Decimal("1.00")
