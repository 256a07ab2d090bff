"""The day's payments: what is for somebody and can be paid gets an order to pay out, in batches, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction

from caseclose.casework.models import Case, Disbursement, Movement, OutboxMessage, Payment
from caseclose.casework.models.money import Account
from caseclose.casework.selectors.ledger_check import cases_with_new_statements
from caseclose.casework.selectors.money import sums_of
from caseclose.casework.selectors.payees import in_the_way
from caseclose.casework.selectors.service_levels import due_on
from caseclose.casework.services import journal
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.payments import asking
from caseclose.casework.services.payments.debts import debts_of
from caseclose.casework.services.payments.ledger import write
from caseclose.casework.services.payments.orders import OPEN, PARTY, PAYMENT, SYSTEM
from caseclose.casework.services.payments.placing import place, settle

CHUNK = 400
PAYOUT = "payout_span"
PAYEES = tuple(Disbursement.Payee.values)

_PAYABLE = """
    SELECT p.id, e.account, sum(e.amount)
    FROM casework_payment p JOIN casework_ledgerentry e ON e.payment_id = p.id
    WHERE p.taken_on IS NOT NULL AND p.disbursed_on IS NULL AND e.account = ANY (%(payees)s)
        AND (%(some)s::bigint[] IS NULL OR p.id = ANY (%(some)s))
        AND NOT EXISTS (
            SELECT FROM casework_disbursement d
            WHERE d.payment_id = p.id AND d.payee = e.account AND d.state = ANY (%(open)s)
        )
        AND NOT EXISTS (SELECT FROM casework_movement m WHERE m.case_id = p.case_id AND m."on" > %(day)s)
    GROUP BY p.id, p.case_id, e.account HAVING sum(e.amount) > 0
    ORDER BY p.case_id, p.id, e.account
"""
"""What of each payment is for somebody, and has no order to pay it out. Books that are written further wait."""


@dataclass(frozen=True, slots=True)
class Payable:
    """What of one payment is for one payee."""

    payment: int
    payee: str
    amount: Decimal


def pay_out_due(*, on: date, at: datetime) -> Counter[str]:
    """Do the day's payments. Done again, it finds nothing to do.

    Counts: statements (taken into the ledger), placed (held money that now has a place), ordered (orders to pay out),
    and asked (people asked about money whose payee cannot be paid).
    """
    done: Counter[str] = Counter()
    done["statements"] = _take_statements(on, at)
    done["placed"] = _place_what_is_held(on, at)
    payable = _payable(on)
    for start in range(0, len(payable), CHUNK):
        done += _order(payable[start : start + CHUNK], on)
    return +done


def _take_statements(on: date, at: datetime) -> int:
    """Bring cases that are in the ledger to the newest statement of what is owed."""
    taken = 0
    for number in cases_with_new_statements(on):
        with transaction.atomic():
            case = lock_case(number)
            if Movement.objects.filter(case=case, on__gt=on).exists():
                continue
            debts = debts_of(case, on)
            debts.take_statement()
            if debts.drafts:
                journal.append(write(debts.drafts, by=SYSTEM, at=at))
                taken += 1
    return taken


def _place_what_is_held(on: date, at: datetime) -> int:
    """Look again at money that is held: what was not known may be known now."""
    placed = 0
    for pk, number in _held(on):
        with transaction.atomic():
            case = lock_case(number)
            payment = Payment.objects.get(pk=pk)
            held = sums_of([pk])[pk][Account.HELD]
            if held > 0 and not Movement.objects.filter(case=case, on__gt=on).exists():
                done = place(payment, case, held, by=SYSTEM, on=on, at=at)
                journal.append(settle(payment, case, done, by=SYSTEM, on=on, at=at))
                placed += bool(done.lines)
    return placed


def _held(on: date) -> Iterator[tuple[int, str]]:
    here = Payment.objects.filter(taken_on__lte=on, disbursed_on=None).order_by("case_id", "pk")
    numbers = dict(here.values_list("pk", "case_id"))
    for start in range(0, len(numbers), CHUNK):
        some = list(numbers)[start : start + CHUNK]
        sums = sums_of(some)
        yield from ((pk, numbers[pk]) for pk in some if sums[pk][Account.HELD] > 0)


def _payable(on: date, some: list[int] | None = None) -> list[Payable]:
    with connection.cursor() as cursor:
        cursor.execute(
            _PAYABLE, {"payees": list(PAYEES), "some": some, "open": [str(each.value) for each in OPEN], "day": on}
        )
        return [Payable(*row) for row in cursor.fetchall()]


def _order(payable: Sequence[Payable], on: date) -> Counter[str]:
    """Make the orders for a batch. The cases are locked, and what is payable is looked at once more."""
    payments = Payment.objects.in_bulk([each.payment for each in payable])
    numbers = {payment.case_id for payment in payments.values()}
    with transaction.atomic():
        locked = Case.objects.select_for_update(of=("self",)).filter(number__in=numbers).select_related("office")
        cases = {case.number: case for case in locked.order_by("number")}
        still = _payable(on, list(payments))
        obstacles = in_the_way(cases, on)
        questions, going = [], []
        for each in still:
            payment = payments[each.payment]
            why = obstacles[payment.case_id, each.payee]
            if why:
                questions.append(_no_payee(payment, each, why))
            else:
                going.append(_as_order(payment, cases[payment.case_id], each, on))
        asked = asking.ask(questions, on=on)
        _post(Disbursement.objects.bulk_create(going), on)
        found = {each.payment_id for each in going} - {question.about for question in questions}
        asking.no_longer_ask(found, kinds=[asking.NO_PAYEE, asking.TOO_LONG], on=on)
    return Counter(ordered=len(going), asked=asked)


def _no_payee(payment: Payment, each: Payable, why: str) -> asking.Question:
    said = {"amount": f"{each.amount}", "receipt": payment.receipt, "payee": each.payee, "why": why}
    return asking.Question(payment.case_id, payment.pk, asking.NO_PAYEE, said)


def _as_order(payment: Payment, case: Case, each: Payable, on: date) -> Disbursement:
    return Disbursement(
        payment=payment,
        case=case,
        payee=each.payee,
        amount=each.amount,
        made_on=on,
        due_on=due_on(PAYOUT, case.state, payment.received_on),
    )


def _post(orders: Iterable[Disbursement], on: date) -> None:
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            key=f"payment:{order.pk}",
            case_id=order.case_id,
            kind=PAYMENT,
            party=PARTY,
            body={"disbursement": order.pk, "to": order.payee, "says": str(order.amount)},
            made_on=on,
        )
        for order in orders
    )
