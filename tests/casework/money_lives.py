"""Random lives of cases with money: payments, statements, aid, people who move or die, closings, bad weather outside,
and workers who settle what they are asked. Everything is drawn from one seed."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from caseclose.casework.models import AssistancePeriod, Balance, Case, Disbursement, Payment, Person
from caseclose.casework.selectors.ledger_check import faults_of_ledger, forgotten_money
from caseclose.casework.selectors.money import position
from caseclose.casework.selectors.service_levels import latest_due
from caseclose.casework.services.payments.deciding import MoveMoney, SettleOrder, move_money, settle_order
from caseclose.casework.services.payments.receiving import Received
from caseclose.closure.refused import Refused
from caseclose.outside.weather import Weather
from tests.casework.factories import at_noon
from tests.casework.paying import MONDAY, WORKER, Outside, a_paying_case, receive, the_day

KINDS = ["enforcement", "enforcement", "payment_processing", "state_debt_only"]
SOURCES = ["withholding", "withholding", "federal_offset", "state_offset", "direct", "other"]


class Life:
    """Some cases, the world outside, and what has happened to them by a day."""

    def __init__(self, seed: int, cases: int = 4) -> None:
        self.rng = Random(seed)
        self.day = MONDAY
        self.outside = Outside(Weather(seed=seed, lose=0.1, delay=0.3, double=0.2, refuse=0.15, garble=0.05))
        self.receipts: dict[str, tuple[str, str, str, date]] = {}
        self.numbers = [self._a_case(str(number)) for number in range(cases)]

    def _a_case(self, number: str) -> str:
        rng = self.rng
        a_paying_case(
            number,
            kind=rng.choice(KINDS),
            state=rng.choice(["ca", "ar"]),
            arrears=rng.choice([None, ("0.00", "0.00"), (self.money(), self.money())]),
            order=rng.choice(["runs", "runs", "ended", None]),
            aid=rng.choice([True, False, None]),
            found=rng.random() < 0.8,
        )
        return number

    def money(self) -> str:
        """An amount; now and then nothing or one cent."""
        return self.rng.choice(["0.01", f"{self.rng.randint(1, 60_000) / 100:.2f}", "250.00"])

    def live_a_day(self) -> None:
        """What happens on a day, and then the day's work; sometimes that is done twice, sometimes days are missed."""
        for _ in range(self.rng.randint(0, 3)):
            self.rng.choice([self.pay, self.pay, self.pay, self.pay_again, self.happen, self.decide])()
        self.settle()
        for _ in range(self.rng.choice([1, 1, 2])):
            the_day(self.day, self.outside)
        self.check()
        self.day += timedelta(days=self.rng.choice([1, 1, 1, 4]))

    def pay(self) -> None:
        number, receipt = self.rng.choice(self.numbers), f"L{len(self.receipts)}"
        came_on = self.day - timedelta(days=self.rng.choice([0, 0, 0, 1, 20]))
        self.receipts[receipt] = (number, self.money(), self.rng.choice(SOURCES), came_on)
        assert not self._receive(receipt).repeated

    def pay_again(self) -> None:
        """The same receipt again does nothing; with another amount it is refused."""
        if not self.receipts:
            return
        receipt = self.rng.choice(sorted(self.receipts))
        assert self._receive(receipt).repeated
        number, amount, source, came_on = self.receipts[receipt]
        with pytest.raises(Refused, match="stands for another payment"):
            receive(
                f"{Decimal(amount) + 1}",
                number=number,
                receipt=receipt,
                source=source,
                received_on=came_on,
                on=self.day,
            )

    def _receive(self, receipt: str) -> Received:
        number, amount, source, came_on = self.receipts[receipt]
        return receive(amount, number=number, receipt=receipt, source=source, received_on=came_on, on=self.day)

    def happen(self) -> None:
        """Something about a case changes: what is owed, aid, where people are, what kind of case it is."""
        number, rng = self.rng.choice(self.numbers), self.rng
        people = Person.objects.filter(parts__case_id=number).order_by("pk")
        change = rng.randrange(6)
        if change == 0:
            values = {"family": Decimal(self.money()), "assigned": Decimal(self.money())}
            Balance.objects.update_or_create(case_id=number, as_of=self.day - timedelta(days=1), defaults=values)
        elif change == 1:
            AssistancePeriod.objects.create(case_id=number, kind="cash_aid", begun_on=self.day)
        elif change == 2:
            AssistancePeriod.objects.filter(case_id=number, ended_on=None).update(ended_on=self.day)
        elif change == 3:
            Person.objects.filter(pk__in=people).update(mailing_address=rng.choice([[], ["1 Made Street"]]))
        elif change == 4:
            Person.objects.filter(pk=rng.choice(list(people)).pk).update(died_on=rng.choice([None, self.day]))
        else:
            Case.objects.filter(number=number).update(kind=rng.choice([*KINDS, "closed"]))

    def decide(self) -> None:
        """A worker gives money that waits here to somebody; what may not be is refused and changes nothing."""
        waiting = list(Payment.objects.filter(disbursed_on=None).order_by("pk"))
        if not waiting:
            return
        payment, to = self.rng.choice(waiting), self.rng.choice(["family", "state", "back"])
        amount = self.rng.choice([None, Decimal("0.01"), payment.amount])
        asked = MoveMoney(payment.receipt, to, "looked into", amount)
        with suppress(Refused):
            move_money(asked=asked, by=WORKER, on=self.day, at=at_noon(self.day))

    def settle(self) -> None:
        """A worker finds out the truth about orders that were refused or are unknown, and says it."""
        for order in Disbursement.objects.filter(state__in=["refused", "unknown"]).order_by("pk"):
            if self.rng.random() < 0.4:
                paid = order.state == "unknown" and f"payment:{order.pk}" in self.outside.own_systems.done()
                asked = SettleOrder(order.pk, paid, "asked the bank")
                settle_order(asked=asked, by=WORKER, on=self.day, at=at_noon(self.day))

    def check(self) -> None:
        """All of it adds up; nothing waits past its time unasked; nobody was paid twice."""
        faults = faults_of_ledger()
        assert not faults, faults
        for state in ("ca", "ar"):
            late = forgotten_money(latest_due("payout_span", state, self.day) + timedelta(days=1))
            mine = set(Case.objects.filter(office__state=state).values_list("number", flat=True))
            assert [fault for fault in late if fault.case in mine] == []
        for number in self.numbers:
            assert position(number, self.day).adds_up
        self._nobody_is_paid_twice()

    def _nobody_is_paid_twice(self) -> None:
        """What the payment system really paid of a payment is no more than the payment; each order it did once."""
        done = self.outside.own_systems.done()
        paid: dict[int, Decimal] = defaultdict(Decimal)
        for order in Disbursement.objects.all():
            if f"payment:{order.pk}" in done:
                paid[order.payment_id] += order.amount
            assert order.state != "confirmed" or f"payment:{order.pk}" in done
        for payment in Payment.objects.filter(pk__in=paid):
            assert paid[payment.pk] <= payment.amount
