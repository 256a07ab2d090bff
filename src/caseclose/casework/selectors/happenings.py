"""What happened in a span of days, counted from the journal and from how things stand at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import TruncMonth

from caseclose.casework.models import Case, Closure, JournalEntry, LedgerEntry, OutboxMessage, ReleaseOrder
from caseclose.casework.models.money import HERE, NOTHING, Account
from caseclose.casework.services.outbox.messages import MAIL_VENDOR


@dataclass(frozen=True, slots=True)
class Happenings:
    """Counts over a span. `kinds` counts journal entries by kind and month; the rest is how things stand at its end."""

    kinds: dict[str, dict[date, int]]
    criteria: dict[str, int]
    outcomes: dict[str, int]
    releases: dict[str, int]
    letters: dict[str, int]
    cases: dict[str, int]


def happenings(since: date, until: date) -> Happenings:
    """Count what happened from `since` to `until`, both days among them."""
    closed = Closure.objects.filter(closed_on__range=(since, until), step="closed")
    made = ReleaseOrder.objects.filter(made_on__range=(since, until))
    letters = OutboxMessage.objects.filter(party=MAIL_VENDOR, made_on__range=(since, until))
    return Happenings(
        kinds=_by_month(since, until),
        criteria=_counted(closed, "criterion"),
        outcomes=_counted(closed, "outcome"),
        releases=_counted(made, "state"),
        letters=_counted(letters, "kind"),
        cases=_counted(Case.objects.all(), "kind"),
    )


def _by_month(since: date, until: date) -> dict[str, dict[date, int]]:
    entries = JournalEntry.objects.filter(on__range=(since, until)).annotate(month=TruncMonth("on"))
    found: dict[str, dict[date, int]] = {}
    for kind, month, count in (
        entries.values_list("kind", "month").annotate(n=Count("number")).order_by("kind", "month")
    ):
        found.setdefault(kind, {})[month] = count
    return found


def _counted(rows: QuerySet[Any], name: str) -> dict[str, int]:
    counted = rows.order_by().values_list(F(name)).annotate(n=Count("pk"))
    return dict(sorted(counted, key=lambda pair: (-pair[1], pair[0])))


_OF_MONEY = "^(Payment|Support|Statement)"
"""Kinds of journal entry that tell of money."""


def money_moved(since: date, until: date) -> dict[str, Decimal]:
    """What came in from `since` to `until`, whom it went to, and what of it is still here; zero is left out."""
    entries = LedgerEntry.objects.filter(on__range=(since, until)).order_by().values_list("account")
    sums = dict(entries.annotate(sum=Sum("amount")))
    told = {
        "received": -sums.get(Account.RECEIVED, NOTHING),
        "paid to families": sums.get(Account.PAID_FAMILY, NOTHING),
        "for the state": sums.get(Account.STATE, NOTHING),
        "back to payers": sums.get(Account.PAID_BACK, NOTHING),
        "passed to other agencies": sums.get(Account.PAID_AGENCY, NOTHING),
        "still here": sum((sums.get(account, NOTHING) for account in HERE), NOTHING),
    }
    return {name: amount for name, amount in told.items() if amount}


def case_with_most_to_tell(since: date, until: date) -> str | None:
    """Return the number of the case in whose journal the most different things happened; None where nothing did.

    What happens to money is much the same in every case, so it counts for little.
    """
    entries = JournalEntry.objects.filter(on__range=(since, until), case__isnull=False)
    without_money = entries.exclude(kind__regex=_OF_MONEY)
    entries = without_money if without_money.exists() else entries
    kinds = entries.order_by().values("case_id").annotate(kinds=Count("kind", distinct=True), last=Count("number"))
    best = kinds.order_by("-kinds", "-last", "case_id").first()
    return str(best["case_id"]) if best else None
