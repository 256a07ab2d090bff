"""Where the money of a case is and what is owed, read off the ledger as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from caseclose.casework.models import Case, LedgerEntry, Movement, Payment
from caseclose.casework.models.money import HERE, NOTHING, OUT, Account

Sums = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Position:
    """The money of a case on a day. What came in is what went out and what is here."""

    came_in: Decimal
    went_out: Decimal
    here: Decimal
    accounts: Sums

    @property
    def adds_up(self) -> bool:
        """Whether it does."""
        return self.came_in == self.went_out + self.here


def position(number: str, on: date) -> Position:
    """Return where the money of case `number` stood at the end of the day."""
    entries = LedgerEntry.objects.filter(case_id=number, on__lte=on)
    sums = dict(entries.values_list("account").annotate(total=Sum("amount")).order_by("account"))
    return Position(
        came_in=-sums.get(Account.RECEIVED, NOTHING),
        went_out=sum((sums.get(account, NOTHING) for account in OUT), NOTHING),
        here=sum((sums.get(account, NOTHING) for account in HERE), NOTHING),
        accounts={account: amount for account, amount in sums.items() if amount},
    )


def sums_of(payments: Iterable[int]) -> dict[int, Sums]:
    """Return what stands on each account for each of these payments."""
    found: dict[int, Sums] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    entries = LedgerEntry.objects.filter(payment_id__in=list(payments))
    for payment, account, amount in entries.values_list("payment_id", "account").annotate(total=Sum("amount")):
        found[payment][account] += amount
    return found


def still_here(sums: Sums) -> Decimal:
    """Return how much of a payment has not gone out."""
    return sum((sums.get(account, NOTHING) for account in HERE), NOTHING)


def ledger_page(number: str, on: date) -> dict[str, Any] | None:
    """Return the ledger of case `number` up to the day: each movement with its sides, and where it all stands."""
    if not Case.objects.filter(number=number).exists():
        return None
    movements = Movement.objects.filter(case_id=number, on__lte=on).select_related("payment").order_by("id")
    now = position(number, on)
    return {
        "case": number,
        "on": on,
        "came_in": now.came_in,
        "went_out": now.went_out,
        "here": now.here,
        "adds_up": now.adds_up,
        "accounts": now.accounts,
        "movements": [_movement(each) for each in movements.prefetch_related("entries")],
    }


def _movement(each: Movement) -> dict[str, Any]:
    return {
        "movement": each.pk,
        "on": each.on,
        "kind": each.kind,
        "receipt": each.payment.receipt if each.payment else None,
        "rule": each.rule,
        "sides": {entry.account: entry.amount for entry in sorted(each.entries.all(), key=lambda entry: entry.pk)},
    }


def payments_of(number: str) -> list[dict[str, Any]] | None:
    """Return the payments of case `number`, with where the money of each is; None where there is no such case."""
    if not Case.objects.filter(number=number).exists():
        return None
    payments = list(
        Payment.objects.filter(case_id=number).order_by("received_on", "id").prefetch_related("disbursements")
    )
    sums = sums_of(payment.pk for payment in payments)
    return [
        {
            "receipt": payment.receipt,
            "amount": payment.amount,
            "source": payment.source,
            "received_on": payment.received_on,
            "taken_on": payment.taken_on,
            "disbursed_on": payment.disbursed_on,
            "money": {
                account: amount for account, amount in sums[payment.pk].items() if amount and account in {*HERE, *OUT}
            },
            "orders": [
                {
                    "order": each.pk,
                    "payee": each.payee,
                    "amount": each.amount,
                    "state": each.state,
                    "due_on": each.due_on,
                }
                for each in sorted(payment.disbursements.all(), key=lambda each: each.pk)
            ],
        }
        for payment in payments
    ]
