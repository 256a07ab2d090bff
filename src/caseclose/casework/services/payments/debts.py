"""What is owed in a case: the statewide system's newest statement, and what was charged and paid since.

Current support falls due month by month while an order runs. It is charged when a payment asks what is owed, month
after month up to the one in which the payment was received. A month of which the order runs for a part is charged whole
or not at all: policy says for how many days (`support_month_days`). What is left of a month when the next one begins is
past due, to the state where the family got aid in that month, else to the family.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from caseclose.casework.models import AssistancePeriod, Balance, Case, LedgerEntry, Payment, SupportOrder
from caseclose.casework.models.money import DEBTS, NOTHING
from caseclose.casework.selectors.service_levels import count_on
from caseclose.casework.services.payments.ledger import Account, Draft, Kind
from caseclose.law.sharing import Owed
from caseclose.law.spans import Span, after

MONTH_DAYS = "support_month_days"
ASSIGNS = (AssistancePeriod.Kind.CASH_AID, AssistancePeriod.Kind.FOSTER_CARE)
"""Kinds of aid for which the right to support belongs to the state."""

_MONTH, _DAY = Span(1, "month"), timedelta(days=1)


@dataclass(slots=True)
class Moved:
    """One movement of what is owed, as the ledger has it or is about to have it."""

    kind: str
    counts_on: date
    sides: dict[str, Decimal]


@dataclass(slots=True)
class Debts:
    """The debts of one case on a day. `drafts` are the movements that bring the ledger up to that day."""

    case: str
    on: date
    statement: Balance | None
    moved: list[Moved]
    orders: list[SupportOrder]
    aid: list[AssistancePeriod]
    elsewhere: list[Payment]
    state: str = ""
    drafts: list[Draft] = field(default_factory=list)

    def owed(self, account: str) -> Decimal:
        """What stands on an account of debts."""
        return sum((each.sides.get(account, NOTHING) for each in self.moved), NOTHING)

    def add(self, draft: Draft) -> None:
        """Take a movement that is about to be written into account."""
        self.drafts.append(draft)
        sides = {account: amount for account, amount in draft.sides.items() if account in DEBTS}
        self.moved.append(Moved(draft.kind, draft.counts_on, sides))

    def take_statement(self) -> None:
        """Bring what is owed to what the newest statement says, and what has moved since."""
        if self.statement is None:
            return
        as_of, month = self.statement.as_of, _first_not_past_due(self.statement.as_of)
        own = [each for each in self.moved if each.kind != Kind.STATEMENT]
        before = sum((m.sides.get(Account.OWED_CURRENT, NOTHING) for m in own if m.counts_on < month), NOTHING)
        wanted = {
            Account.OWED_CURRENT: min(before, NOTHING) + _sum(own, Account.OWED_CURRENT, month),
            Account.OWED_FAMILY: self.statement.family + _sum(own, Account.OWED_FAMILY, as_of + _DAY),
            Account.OWED_STATE: self.statement.assigned + _sum(own, Account.OWED_STATE, as_of + _DAY),
        }
        sides: dict[str, Decimal] = {account: amount - self.owed(account) for account, amount in wanted.items()}
        if any(sides.values()):
            sides[Account.CHARGED] = -sum(sides.values(), NOTHING)
            body = {
                "as_of": as_of.isoformat(),
                "family": f"{self.statement.family}",
                "assigned": f"{self.statement.assigned}",
            }
            self.add(Draft(self.case, Kind.STATEMENT, sides, self.on, as_of, statement=self.statement.pk, body=body))

    def charge_to(self, received_on: date) -> None:
        """Charge every month not charged yet, up to the one in which the payment was received."""
        last = received_on.replace(day=1)
        month = self._first_month(last)
        while month <= last:
            self._past_due(month)
            self._charge(month)
            month = after(month, _MONTH)

    def _first_month(self, last: date) -> date:
        charged = [each.counts_on.replace(day=1) for each in self.moved if each.kind == Kind.CHARGED]
        begins = [after(max(charged), _MONTH)] if charged else []
        if self.statement is not None:
            begins.append(_first_not_past_due(self.statement.as_of))
        return max(begins, default=last)

    def _past_due(self, month: date) -> None:
        left, day = self.owed(Account.OWED_CURRENT), month - _DAY
        if left > 0:
            to = Account.OWED_STATE if self._on_aid(day.replace(day=1), day) else Account.OWED_FAMILY
            body = {
                "month": day.isoformat()[:7],
                "amount": str(left),
                "to": "state" if to == Account.OWED_STATE else "family",
            }
            self.add(Draft(self.case, Kind.PAST_DUE, {Account.OWED_CURRENT: -left, to: left}, self.on, day, body=body))

    def _charge(self, month: date) -> None:
        enough = count_on(MONTH_DAYS, self.state, month)
        due = sum((order.monthly for order in self.orders if _days_in(order, month) >= enough), NOTHING)
        if due <= 0:
            return
        inside = [p.amount for p in self.elsewhere if p.received_on.replace(day=1) == month]
        paid = min(due, sum(inside, NOTHING))
        sides: dict[str, Decimal] = {Account.CHARGED: -due, Account.CREDITED: paid, Account.OWED_CURRENT: due - paid}
        body = {"month": month.isoformat()[:7], "amount": str(due), "paid_elsewhere": str(paid)}
        self.add(Draft(self.case, Kind.CHARGED, sides, self.on, month, body=body))

    def _on_aid(self, first: date, last: date) -> bool:
        return any(p.begun_on <= last and (p.ended_on is None or p.ended_on > first) for p in self.aid)

    def as_owed(self, order: bool | None) -> Owed:  # noqa: FBT001 - three answers: yes, no, not known
        """What is owed, as the rules of distribution ask for it. `order` says whether an order runs on the day.

        Aid that began after the statement assigns what has built up: the statement no longer says what is whose.
        """
        known = bool(self.orders) or order is False
        arrears = self.statement is not None and not any(
            self.statement.as_of < period.begun_on <= self.on for period in self.aid
        )
        return Owed(
            current=max(self.owed(Account.OWED_CURRENT), NOTHING) if known else None,
            family=max(self.owed(Account.OWED_FAMILY), NOTHING) if arrears else None,
            state=max(self.owed(Account.OWED_STATE), NOTHING) if arrears else None,
            order=order,
        )


def debts_of(case: Case, on: date) -> Debts:
    """Read what is owed in the case, which the caller has locked."""
    moved: dict[int, Moved] = {}
    entries = LedgerEntry.objects.filter(case=case, account__in=DEBTS).order_by("movement_id")
    for number, kind, counts_on, account, amount in entries.values_list(
        "movement_id", "movement__kind", "movement__counts_on", "account", "amount"
    ):
        moved.setdefault(number, Moved(kind, counts_on, defaultdict(lambda: NOTHING))).sides[account] += amount
    return Debts(
        case=case.number,
        on=on,
        statement=case.balances.filter(as_of__lte=on).order_by("-as_of").first(),
        moved=list(moved.values()),
        orders=list(case.orders.all()),
        aid=list(case.assistance.filter(kind__in=ASSIGNS)),
        elsewhere=list(case.payments.filter(taken_on=None).exclude(source=Payment.Source.FEDERAL_OFFSET)),
        state=case.state,
    )


def _first_not_past_due(as_of: date) -> date:
    """The first month of which nothing is past due yet on that day: its own, or the next one at a month's end."""
    return (as_of + _DAY).replace(day=1)


def _days_in(order: SupportOrder, month: date) -> int:
    """Return on how many days of the month that begins on `month` the order runs. It no longer runs on `ended_on`."""
    end = after(month, _MONTH)
    ended = end if order.ended_on is None else min(order.ended_on, end)
    return max((ended - max(order.begun_on, month)).days, 0)


def _sum(moved: list[Moved], account: str, first: date) -> Decimal:
    return sum((each.sides.get(account, NOTHING) for each in moved if each.counts_on >= first), NOTHING)
