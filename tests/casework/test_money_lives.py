"""Random payments, statements, closings, refunds and days: money never appears or vanishes, nothing is paid twice, and
nothing waits past its working days without a person being asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from caseclose.casework.models import Disbursement, JournalEntry, LedgerEntry, Movement, OutboxMessage, Payment
from caseclose.casework.services.payments.paying import pay_out_due
from caseclose.law.sharing import Part, share
from tests.casework.factories import at_noon
from tests.casework.money_lives import Life
from tests.casework.paying import MONDAY, a_paying_case, accounts, adds_up, receive

pytestmark = pytest.mark.usefixtures("clean_database")


def live_days(life: Life, days: int) -> None:
    for _ in range(days):
        life.live_a_day()


@pytest.mark.parametrize("seed", [1, 2])
def test_money_never_appears_or_vanishes_in_random_lives(seed: int) -> None:
    life = Life(seed)
    for _ in range(10):
        life.live_a_day()
    assert life.receipts


def test_the_lives_find_a_rule_that_gives_a_cent_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(*asked: Any) -> tuple[Part, ...]:
        return tuple(Part(part.to, part.amount + Decimal("0.01"), part.pays, part.missing) for part in share(*asked))

    monkeypatch.setattr("caseclose.casework.services.payments.placing.share", careless)
    life = Life(4)
    with pytest.raises(AssertionError):
        live_days(life, 10)


class Killed(Exception):
    """The process is gone."""


class KillAt:
    """Ends everything at one statement, as a kill would: nothing of the transaction is left."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        self.left -= 1
        if self.left < 0 and not sql.startswith(("ROLLBACK", "RELEASE")):
            raise Killed
        return execute(sql, params, many, context)


def everything() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (Payment, Movement, LedgerEntry, Disbursement, OutboxMessage, JournalEntry)
    )


def test_killed_at_any_statement_a_payment_is_recorded_whole_or_not_at_all() -> None:
    a_paying_case(arrears=("100.00", "400.00"))
    before, points = everything(), 0
    while True:
        try:
            with connection.execute_wrapper(KillAt(points)):
                receive("500.00")
            break
        except Killed:
            points += 1
            assert everything() == before
    assert points > 10
    assert receive("500.00").repeated
    assert (accounts()["family"], accounts()["state"]) == ("350.00", "150.00")
    assert adds_up()


def test_killed_at_any_statement_the_days_payments_are_ordered_once() -> None:
    for number in ("1", "2"):
        a_paying_case(number, kind="payment_processing", arrears=None)
        receive("57.69", number=number, receipt=f"K{number}")
    points = 0
    while True:
        try:
            with connection.execute_wrapper(KillAt(points)):
                pay_out_due(on=MONDAY, at=at_noon(MONDAY))
            break
        except Killed:
            points += 1
            assert Disbursement.objects.count() == OutboxMessage.objects.count()
    assert points > 5
    pay_out_due(on=date(2026, 11, 17), at=at_noon(MONDAY))
    assert Disbursement.objects.count() == 2
    assert adds_up()
