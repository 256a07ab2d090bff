"""What a person decides about money: where it goes that no rule could place or that nobody could be paid, and what
became of an order that was refused or is not known to have been paid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from django.db import transaction

from caseclose.casework.models import Case, Disbursement, Payment
from caseclose.casework.models.money import NOTHING, Account
from caseclose.casework.selectors.money import Sums, sums_of
from caseclose.casework.services import journal, keys
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.payments import asking
from caseclose.casework.services.payments.debts import Debts, debts_of
from caseclose.casework.services.payments.ledger import Draft, Kind, only_forward, write
from caseclose.casework.services.payments.orders import PERSONS_MOVES, UNDER_WAY, State, move
from caseclose.casework.services.payments.placing import ACCOUNT, DEBT, note_gone
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import STAFF
from caseclose.law.sharing import AGENCY, ARREARS_FAMILY, ARREARS_STATE, BACK, CURRENT, FAMILY, STATE

PERSON = "person"
"""What stands in the place of a rule where a person decided."""

_PAYS = {FAMILY: (CURRENT, ARREARS_FAMILY), STATE: (ARREARS_STATE,), BACK: (), AGENCY: ()}
_WAITS = (Account.HELD, Account.FAMILY, Account.BACK, Account.AGENCY)
"""Where money waits that a person may move, in the order in which it is taken."""


@dataclass(frozen=True, slots=True)
class MoveMoney:
    """Give money of a payment that waits here to the family, the state, back to the payer, or to the other agency.

    Without an amount, all that waits.
    """

    receipt: str
    to: str
    words: str
    amount: Decimal | None = None
    name: ClassVar[str] = "move_money"


@dataclass(frozen=True, slots=True)
class SettleOrder:
    """Say what became of an order to pay out: it was paid, or it was not and may be paid anew."""

    order: int
    paid: bool
    words: str
    name: ClassVar[str] = "settle_order"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was moved, and to whom. `repeated` says that the same key had done it before."""

    case: str
    receipt: str
    to: str
    amount: Decimal
    repeated: bool = False


def move_money(*, asked: MoveMoney, by: Actor, on: date, at: datetime, key: str = "") -> Decided:
    """Move money that waits here, as a person decided and says why.

    Raises Refused where there is not so much that waits, more would go to the state than it is owed, there are no
    words, or the actor is not staff.
    """
    _staff(asked.name, asked.words, by)
    number = _case_of(asked.receipt)
    with transaction.atomic():
        case = lock_case(number)
        before = keys.answer_given(key, number, asked)
        if before is not None:
            return Decided(number, asked.receipt, asked.to, Decimal(before["amount"]), repeated=True)
        only_forward(number, on)
        payment = Payment.objects.get(receipt=asked.receipt)
        sums = sums_of([payment.pk])[payment.pk]
        refused = _not_on_the_way(payment)
        amount = _amount(asked, payment, sums)
        move(refused, State.DROPPED, on=on, at=at, reason=asked.words, by=by)
        drafts = _drafts(asked, payment, case, sums, amount, on)
        journal.append(write(drafts, by=by, at=at))
        note_gone([payment], on)
        asking.no_longer_ask([payment.pk], kinds=asking.EVERYTHING, on=on)
        keys.spend(key, number, asked, {"amount": str(amount)}, on)
    return Decided(number, asked.receipt, asked.to, amount)


def settle_order(*, asked: SettleOrder, by: Actor, on: date, at: datetime, key: str = "") -> Decided:
    """Write down what a person found out about an order to pay out that was refused or is unknown. Raises Refused."""
    _staff(asked.name, asked.words, by)
    found = Disbursement.objects.filter(pk=asked.order).values_list("case_id", flat=True).first()
    if found is None:
        raise Refused("payout_not_open", order=asked.order, state="not on record", to="settled")
    with transaction.atomic():
        lock_case(found)
        order = Disbursement.objects.select_related("payment").get(pk=asked.order)
        done = Decided(found, order.payment.receipt, order.payee, order.amount)
        if keys.answer_given(key, found, asked) is not None:
            return Decided(found, order.payment.receipt, order.payee, order.amount, repeated=True)
        to = State.CONFIRMED if asked.paid else State.DROPPED
        if to not in PERSONS_MOVES.get(State(order.state), ()):
            raise Refused("payout_not_open", order=asked.order, state=order.state, to=to)
        move([order], to, on=on, at=at, reason=asked.words, by=by)
        keys.spend(key, found, asked, {"order": order.pk}, on)
    return done


def _staff(command: str, words: str, by: Actor) -> None:
    require_role(by, STAFF, command)
    if not words.strip():
        raise Refused("words_of_money_needed")


def _case_of(receipt: str) -> str:
    number = Payment.objects.filter(receipt=receipt, taken_on__isnull=False).values_list("case_id", flat=True).first()
    if number is None:
        raise Refused("payment_not_here", receipt=receipt)
    return number


def _not_on_the_way(payment: Payment) -> list[Disbursement]:
    """The refused orders of the payment: their money waits here again."""
    return list(payment.disbursements.filter(state=State.REFUSED).select_related("payment"))


def _amount(asked: MoveMoney, payment: Payment, sums: Sums) -> Decimal:
    ordered = {each.payee for each in payment.disbursements.filter(state__in=[State.MADE, *UNDER_WAY])}
    free = sum((sums[name] for name in _WAITS if name not in ordered and name != ACCOUNT.get(asked.to)), NOTHING)
    amount = free if asked.amount is None else asked.amount
    if not NOTHING < amount <= free or asked.to not in ACCOUNT:
        raise Refused("money_not_here", receipt=payment.receipt, amount=asked.amount or NOTHING, free=free)
    return amount


def _drafts(asked: MoveMoney, payment: Payment, case: Case, sums: Sums, amount: Decimal, on: date) -> list[Draft]:
    debts = debts_of(case, on)
    debts.take_statement()
    sides: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    left = amount
    for source in _WAITS:
        part = min(left, sums[source]) if source != ACCOUNT[asked.to] else NOTHING
        if part > 0:
            sides[source] -= part
            sides[ACCOUNT[asked.to]] += part
            left -= part
            if source == Account.FAMILY:
                _owed_again(sides, sums, part)
    _pays(sides, debts, asked, amount)
    body = {"payment": payment.pk, "receipt": payment.receipt, "rule": PERSON, "cites": [], "words": asked.words}
    body |= {to: str(max(sides[account], NOTHING)) for to, account in ACCOUNT.items()}
    draft = Draft(case.number, Kind.PLACED, sides, on, payment.received_on, payment=payment.pk, rule=PERSON, body=body)
    debts.add(draft)
    debts.take_statement()
    return debts.drafts


def _owed_again(sides: dict[str, Decimal], sums: Sums, part: Decimal) -> None:
    """What the family does not get after all is owed to it again, as far as it was taken off what is owed."""
    for account in (Account.OWED_FAMILY, Account.OWED_CURRENT):
        back = min(part, max(-sums[account], NOTHING))
        sides[account] += back
        sides[Account.CREDITED] -= back
        part -= back


def _pays(sides: dict[str, Decimal], debts: Debts, asked: MoveMoney, amount: Decimal) -> None:
    """Take what goes to the family or the state off what is owed to them. The state gets no more than it is owed."""
    left = amount
    for debt in _PAYS[asked.to]:
        due = min(left, max(debts.owed(DEBT[debt]) + sides[DEBT[debt]], NOTHING))
        sides[DEBT[debt]] -= due
        sides[Account.CREDITED] += due
        left -= due
    if asked.to == STATE and left:
        raise Refused("not_owed_to_the_state", amount=amount, owed=amount - left)
