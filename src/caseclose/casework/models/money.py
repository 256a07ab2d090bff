"""Orders, balances, payments, and the ledger. Money is decimal; every movement has sides that add up to zero."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from caseclose.casework.models.case import Case


class SupportOrder(models.Model):
    """An order for support. `ended_on` is absent while current support runs."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="orders")
    monthly = models.DecimalField(max_digits=12, decimal_places=2)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)
    medical = models.BooleanField(default=False)
    source_key = models.CharField(max_length=64, null=True)

    class Meta:
        """A row of an extract stands once."""

        constraints = (models.UniqueConstraint(fields=["source_key"], name="order_source_key"),)


class Balance(models.Model):
    """Past-due support as of a date, split by who is owed: what the statewide system says."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="balances", db_index=False)
    as_of = models.DateField()
    family = models.DecimalField(max_digits=12, decimal_places=2)
    assigned = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        """One balance a day."""

        constraints = (models.UniqueConstraint(fields=["case", "as_of"], name="balance_once_a_day"),)


class Payment(models.Model):
    """Money received for a case.

    `taken_on` is the day on which it was taken in hand here; without it, another system received it and pays it out.
    `disbursed_on` is the day on which the last of it had reached whom it was for.
    """

    class Source(models.TextChoices):
        """Where it came from."""

        WITHHOLDING = "withholding"
        FEDERAL_OFFSET = "federal_offset"
        STATE_OFFSET = "state_offset"
        DIRECT = "direct"
        OTHER = "other"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="payments")
    receipt = models.CharField(max_length=64, unique=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=20, choices=Source)
    received_on = models.DateField()
    taken_on = models.DateField(null=True)
    disbursed_on = models.DateField(null=True)

    class Meta:
        """The day's work finds what is still here."""

        indexes = (
            models.Index(
                fields=["received_on", "id"],
                condition=models.Q(disbursed_on=None, taken_on__isnull=False),
                name="payment_here",
            ),
        )


class Disbursement(models.Model):
    """One order to pay a part of a payment out. `unknown` is a real state: it ages and reaches a person.

    A refused order stays so until a person has looked; then it is `dropped`, and another may take its place.
    """

    class Payee(models.TextChoices):
        """To whom money goes out. What the state keeps does not go out."""

        FAMILY = "family"
        BACK = "back"
        AGENCY = "agency"

    class State(models.TextChoices):
        """How far it has come."""

        MADE = "made"
        SENT = "sent"
        ACCEPTED = "accepted"
        CONFIRMED = "confirmed"
        REFUSED = "refused"
        UNKNOWN = "unknown"
        DROPPED = "dropped"

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disbursements")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disbursements")
    payee = models.CharField(max_length=8, choices=Payee)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=10, choices=State, default=State.MADE)
    reason = models.CharField(max_length=300, blank=True)
    made_on = models.DateField()
    due_on = models.DateField()
    sent_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)

    class Meta:
        """Of one payment, one payee has one order under way at a time; the day's work finds those."""

        constraints = (
            models.UniqueConstraint(
                fields=["payment", "payee"],
                condition=models.Q(state__in=["made", "sent", "accepted", "refused", "unknown"]),
                name="one_disbursement_at_a_time",
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="disbursement_of_something"),
        )
        indexes = (
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=["made", "sent", "accepted", "refused", "unknown"]),
                name="disbursement_under_way",
            ),
        )


class Movement(models.Model):
    """One movement of money or of what is owed. Its entries add up to zero. It is never changed.

    `on` is the day on which it was written. `counts_on` is the day from which it counts for what is owed: for a
    payment, the day it was received. `rule` is the rule of the policy, or "person".
    """

    class Kind(models.TextChoices):
        """What moved."""

        STATEMENT = "statement"
        CHARGED = "charged"
        PAST_DUE = "past_due"
        RECEIVED = "received"
        PLACED = "placed"
        SENT = "sent"
        CAME_BACK = "came_back"
        PAID = "paid"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="movements")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="movements")
    disbursement = models.ForeignKey(Disbursement, on_delete=models.PROTECT, null=True, related_name="movements")
    statement = models.ForeignKey(
        Balance, on_delete=models.PROTECT, null=True, related_name="movements", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind)
    rule = models.CharField(max_length=64, blank=True)
    on = models.DateField()
    counts_on = models.DateField()


class LedgerEntry(models.Model):
    """One side of a movement. The sides of one movement add up to zero, in each of the two books.

    The book of money says where money is. `received` is below zero by what came in; `state`, `paid_family`,
    `paid_back` and `paid_agency` are what went out; the others are what is here. The book of debts says what is owed:
    `charged` is below zero by what was charged, and `credited` is what was paid on it.
    """

    class Account(models.TextChoices):
        """Where money stands, and what is owed."""

        RECEIVED = "received"
        HELD = "held"
        FAMILY = "family"
        BACK = "back"
        AGENCY = "agency"
        ON_THE_WAY = "on_the_way"
        STATE = "state"
        PAID_FAMILY = "paid_family"
        PAID_BACK = "paid_back"
        PAID_AGENCY = "paid_agency"
        CHARGED = "charged"
        CREDITED = "credited"
        OWED_CURRENT = "owed_current"
        OWED_FAMILY = "owed_family"
        OWED_STATE = "owed_state"

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="entries")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ledger")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="ledger")
    account = models.CharField(max_length=12, choices=Account)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    on = models.DateField()


Account = LedgerEntry.Account
HERE = (Account.HELD, Account.FAMILY, Account.BACK, Account.AGENCY, Account.ON_THE_WAY)
"""Money that came in and has not gone out."""

OUT = (Account.STATE, Account.PAID_FAMILY, Account.PAID_BACK, Account.PAID_AGENCY)
"""Money that went out."""

MONEY = (Account.RECEIVED, *HERE, *OUT)
OWED = (Account.OWED_CURRENT, Account.OWED_FAMILY, Account.OWED_STATE)
DEBTS = (Account.CHARGED, Account.CREDITED, *OWED)
NOTHING = Decimal("0.00")
