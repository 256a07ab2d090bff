"""Writing the ledger. Whoever writes has locked the case; what is written is told in the journal, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max

from caseclose.casework.models import LedgerEntry, Movement
from caseclose.casework.models.money import DEBTS, NOTHING
from caseclose.casework.services import journal
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused

Kind = Movement.Kind
Account = LedgerEntry.Account
TOLD: Mapping[str, str] = {
    Kind.STATEMENT: "StatementTaken",
    Kind.CHARGED: "SupportCharged",
    Kind.PAST_DUE: "SupportPastDue",
    Kind.RECEIVED: "PaymentReceived",
    Kind.PLACED: "PaymentPlaced",
    Kind.SENT: "PaymentSent",
    Kind.CAME_BACK: "PaymentCameBack",
    Kind.PAID: "PaymentPaidOut",
}
"""The kind of journal entry for each kind of movement. The ledger check holds the two against each other."""


class DoesNotAddUp(Exception):
    """The sides of a movement do not add up to zero. Nothing has been written."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A movement about to be written. Sides of nothing are left out; `body` is told in the journal as well."""

    case: str
    kind: Kind
    sides: Mapping[str, Decimal]
    on: date
    counts_on: date
    payment: int | None = None
    disbursement: int | None = None
    statement: int | None = None
    rule: str = ""
    body: dict[str, Any] = field(default_factory=dict)


def write(drafts: Sequence[Draft], *, by: Actor, at: datetime) -> list[journal.Line]:
    """Write these movements, in this transaction, and return what the journal is to be told of them.

    Raises DoesNotAddUp; the database would refuse it as well.
    """
    for draft in drafts:
        _check(draft)
    made = Movement.objects.bulk_create(
        Movement(
            case_id=draft.case,
            payment_id=draft.payment,
            disbursement_id=draft.disbursement,
            statement_id=draft.statement,
            kind=draft.kind,
            rule=draft.rule,
            on=draft.on,
            counts_on=draft.counts_on,
        )
        for draft in drafts
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            movement=movement,
            case_id=draft.case,
            payment_id=draft.payment,
            account=account,
            amount=amount,
            on=draft.on,
        )
        for draft, movement in zip(drafts, made, strict=True)
        for account, amount in draft.sides.items()
        if amount
    )
    return [_line(draft, movement, by, at) for draft, movement in zip(drafts, made, strict=True)]


def _check(draft: Draft) -> None:
    debts = sum((amount for account, amount in draft.sides.items() if account in DEBTS), NOTHING)
    money = sum((amount for account, amount in draft.sides.items() if account not in DEBTS), NOTHING)
    if money or debts or not any(draft.sides.values()):
        raise DoesNotAddUp(f"{draft.kind} in case {draft.case}: money {money}, debts {debts}")


def _line(draft: Draft, movement: Movement, by: Actor, at: datetime) -> journal.Line:
    sides = {str(account): f"{amount:.2f}" for account, amount in draft.sides.items() if amount}
    body = {**draft.body, "movement": movement.pk, "sides": sides}
    return journal.Line(draft.case, None, TOLD[draft.kind], draft.on, at, by.name, by.role.value, body)


def only_forward(case: str, on: date) -> None:
    """Raise Refused where the books of the case already have something later than `on`: they are written forward only,
    so that what they said on any day stays as it was."""
    newest = Movement.objects.filter(case_id=case).aggregate(newest=Max("on"))["newest"]
    if newest is not None and newest > on:
        raise Refused("books_are_later", newest=newest.isoformat(), today=on.isoformat())
