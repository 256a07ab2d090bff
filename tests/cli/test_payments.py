"""caseclose payment and caseclose ledger, as a clerk and an auditor use them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

from caseclose.casework.services.payments.paying import pay_out_due
from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Wiring
from caseclose.site.setup import prepare
from tests.casework.factories import at_noon
from tests.casework.paying import MONDAY, a_paying_case
from tests.cli.running import PLAIN, Ran

WIRING = Wiring(now=lambda: datetime(2026, 11, 16, 20, tzinfo=UTC), today=lambda _zone: MONDAY, prepare=prepare)
REFUSED, UNUSABLE = 1, 2
RECEIVE = ("payment", "receive", "1", "--receipt", "P1", "--source", "withholding", "--by", "clerk")
CAME_IN = ("--received-on", "2026-11-16")

pytestmark = pytest.mark.usefixtures("clean_database")


def run(*args: object) -> Ran:
    runner = CliRunner(env={**PLAIN, "COLUMNS": "100"})
    result = runner.invoke(caseclose, [str(arg) for arg in args], obj=WIRING, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def told(*args: object) -> Any:
    return json.loads(run(*args, "--json").out)


def test_a_payment_is_recorded_and_says_who_gets_it_and_under_which_rule() -> None:
    a_paying_case(arrears=("100.00", "400.00"))
    ran = run(*RECEIVE, *CAME_IN, "--amount", "500.00")
    assert ran.code == 0
    assert "$350.00 for the family, $150.00 kept by the state (rule us.money.family)." in ran.out
    assert "nothing was done again" in run(*RECEIVE, *CAME_IN, "--amount", "500.00").out
    assert told(*RECEIVE, *CAME_IN, "--amount", "500.00")["repeated"] is True


def test_another_amount_under_the_same_receipt_is_refused_by_name() -> None:
    a_paying_case()
    run(*RECEIVE, *CAME_IN, "--amount", "100.00")
    ran = run(*RECEIVE, *CAME_IN, "--amount", "101.00")
    assert (ran.code, ran.out) == (REFUSED, "")
    assert "receipt_taken" in ran.err
    assert "P1" in ran.err
    assert told(*RECEIVE, *CAME_IN, "--amount", "101.00")["refused"] == "receipt_taken"


@pytest.mark.parametrize("amount", ["-5", "1e3", "NaN", "ten", "1.2.3", ""])
def test_what_is_no_amount_is_told_how_to_write_it(amount: str) -> None:
    ran = run(*RECEIVE, *CAME_IN, "--amount", amount)
    assert ran.code == UNUSABLE
    assert "57.69" in ran.err


def test_the_list_shows_where_the_money_of_each_payment_is() -> None:
    a_paying_case()
    run(*RECEIVE, *CAME_IN, "--amount", "100.00")
    pay_out_due(on=MONDAY, at=at_noon(MONDAY))
    shown = run("payment", "list", "1").out
    assert "P1  $100.00  withholding: family 100.00" in shown
    assert "order 1: $100.00 to family, made, due 2026-11-18" in shown
    (listed,) = told("payment", "list", "1")
    assert (listed["receipt"], listed["money"], listed["orders"][0]["state"]) == ("P1", {"family": "100.00"}, "made")


def test_money_that_is_held_is_given_back_by_a_worker_with_words() -> None:
    a_paying_case(aid=None)
    assert "held; a person is asked" in run(*RECEIVE, *CAME_IN, "--amount", "57.69").out
    refund = ("payment", "refund", "P1", "--words", "paid by mistake", "--by", "worker", "--key", "k1")
    assert "$57.69 of the payment P1 is now for: back." in run(*refund).out
    assert "done before under this key" in run(*refund).out
    assert run("payment", "refund", "P1", "--words", "again", "--by", "worker").code == REFUSED


def test_money_is_placed_by_a_person_where_no_rule_could() -> None:
    a_paying_case(aid=None)
    run(*RECEIVE, *CAME_IN, "--amount", "57.69")
    placed = told("payment", "place", "P1", "--to", "family", "--words", "never on aid", "--by", "worker")
    assert (placed["to"], placed["amount"]) == ("family", "57.69")


@pytest.mark.parametrize(
    "call",
    [
        ("payment", "refund", "P9", "--words", "x", "--by", "worker"),
        ("payment", "settle", "9", "--paid", "--words", "x", "--by", "worker"),
        ("payment", "list", "9"),
        ("ledger", "show", "9"),
        ("payment", "receive", "9", *RECEIVE[3:], *CAME_IN, "--amount", "1.00"),
    ],
)
def test_what_is_not_on_record_is_named(call: tuple[str, ...]) -> None:
    ran = run(*call)
    assert (ran.code, ran.out) == (UNUSABLE, "")
    assert "there is no" in ran.err


def test_an_order_that_does_not_wait_for_a_person_cannot_be_settled() -> None:
    a_paying_case()
    run(*RECEIVE, *CAME_IN, "--amount", "100.00")
    pay_out_due(on=MONDAY, at=at_noon(MONDAY))
    ran = run("payment", "settle", "1", "--paid", "--words", "seen", "--by", "worker")
    assert ran.code == REFUSED
    assert "payout_not_open" in ran.err


def test_the_ledger_of_a_case_shows_each_movement_and_that_it_adds_up() -> None:
    a_paying_case()
    run(*RECEIVE, *CAME_IN, "--amount", "100.00")
    shown = run("ledger", "show", "1").out
    assert "received P1: received -100.00, held +100.00" in shown
    assert "Came in 100.00, went out 0.00, here 100.00." in shown
    page = told("ledger", "show", "1")
    assert (page["adds_up"], len(page["movements"])) == (True, 3)
    assert told("ledger", "show", "1", "--on", date(2026, 11, 15))["movements"] == []


def test_the_check_of_the_whole_ledger_says_that_it_adds_up_or_names_each_place() -> None:
    a_paying_case()
    run(*RECEIVE, *CAME_IN, "--amount", "100.00")
    ran = run("ledger", "verify")
    assert (ran.code, ran.out) == (0, "The ledger adds up (3 movements).\n")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_payment SET amount = 90")
    ran = run("ledger", "verify")
    assert ran.code == REFUSED
    assert "case 1, P1: a payment is not what came in: on record 90.00, came in 100.00" in ran.out
    assert told("ledger", "verify")["adds_up"] is False
