"""What time makes of money: an unanswered order becomes unknown, and money that waits too long reaches a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from caseclose.casework.models import Disbursement, Payment, Task
from caseclose.casework.models.money import HERE, Account
from caseclose.casework.selectors.money import Sums, sums_of
from caseclose.casework.selectors.offices import states_worked
from caseclose.casework.selectors.service_levels import latest_due
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.payments import asking
from caseclose.casework.services.payments.orders import move, question
from caseclose.casework.services.payments.paying import CHUNK, PAYOUT

State = Disbursement.State
NO_ANSWER = "no answer in time"


def age_payments(*, on: date, at: datetime) -> Counter[str]:
    """Age what waits. Counts: unknown (orders that became unknown), and asked (people asked anew about money)."""
    done: Counter[str] = Counter()
    done["unknown"] = _unanswered(on, at)
    done["asked"] = _unasked(on) + _late(on) + _not_found(on)
    return +done


def _unanswered(on: date, at: datetime) -> int:
    last = Coalesce(F("answered_on"), F("sent_on"))
    old = _by_state("payment_answer_span", on - timedelta(days=1), "case", "last_on")
    orders = Disbursement.objects.annotate(last_on=last).filter(old, state__in=[State.SENT, State.ACCEPTED])
    aged = 0
    for pk, number in orders.order_by("pk").values_list("pk", "case_id"):
        with transaction.atomic():
            lock_case(number)
            order = orders.filter(pk=pk).select_related("payment").first()
            if order is not None:
                move([order], State.UNKNOWN, on=on, at=at, reason=NO_ANSWER)
                aged += 1
    return aged


def _unasked(on: date) -> int:
    """Ask about each order that was refused or is unknown and that nobody is asked about any more."""
    orders = Disbursement.objects.filter(state__in=[State.REFUSED, State.UNKNOWN]).select_related("payment")
    with transaction.atomic():
        return asking.ask([question(order) for order in orders.order_by("pk")], on=on)


def _late(on: date) -> int:
    """Ask about money that is here on the last day on which it may be, and about which nobody is asked."""
    asked = 0
    for some in _chunks(Payment.objects.filter(_by_state(PAYOUT, on, "case", "received_on")), on):
        sums = sums_of(payment.pk for payment in some)
        waits = [
            payment
            for payment in some
            if any(sums[payment.pk][name] > 0 for name in HERE if name != Account.ON_THE_WAY)
        ]
        about = _asked_about(waits)
        with transaction.atomic():
            asked += asking.ask([_waits(p, sums[p.pk]) for p in waits if p.pk not in about], on=on)
    return asked


def _not_found(on: date) -> int:
    """Ask what becomes of money whose payee was not found in the time that the state's law gives for it."""
    asked = 0
    waiting = Task.objects.filter(kind=asking.NO_PAYEE, done_on=None).values_list("key", flat=True)
    about = {int(key.split(":")[1]) for key in waiting}
    for some in _chunks(
        Payment.objects.filter(_by_state("find_payee_span", on, "case", "received_on"), pk__in=about), on
    ):
        with transaction.atomic():
            asked += asking.ask([_too_long(payment) for payment in some], on=on)
    return asked


def _waits(payment: Payment, sums: Sums) -> asking.Question:
    where = {name.value: f"{sums[name]}" for name in HERE}
    return asking.Question(payment.case_id, payment.pk, asking.LATE, {**_which(payment), **where})


def _too_long(payment: Payment) -> asking.Question:
    return asking.Question(payment.case_id, payment.pk, asking.TOO_LONG, _which(payment))


def _which(payment: Payment) -> dict[str, str]:
    return {"receipt": payment.receipt, "received_on": payment.received_on.isoformat()}


def _asked_about(payments: list[Payment]) -> set[int]:
    """Those of the payments about which a task is open."""
    open_ones = Task.objects.filter(case_id__in={payment.case_id for payment in payments}, done_on=None)
    keys = open_ones.filter(key__startswith="payment:").values_list("key", flat=True)
    return {int(key.split(":")[1]) for key in keys}


def _chunks(payments: QuerySet[Payment], on: date) -> Iterator[list[Payment]]:
    """The payments that are here, in batches."""
    last = 0
    here = payments.filter(taken_on__lte=on, disbursed_on=None).order_by("pk")
    while some := list(here.filter(pk__gt=last)[:CHUNK]):
        last = some[-1].pk
        yield some


def _by_state(limit: str, on: date, case: str, began: str) -> Q:
    """What began so long ago, by `on`, that the time of its state's policy is over. A state without the limit waits."""
    late = Q(pk__in=())
    for state in states_worked():
        try:
            latest = latest_due(limit, state, on)
        except LookupError:
            continue
        late |= Q(**{f"{case}__office__state": state, f"{began}__lte": latest})
    return late
