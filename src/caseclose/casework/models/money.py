"""Orders, balances and payments. Money is decimal; every movement has two sides."""

from __future__ import annotations

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
    """Past-due support as of a date, split by who is owed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="balances", db_index=False)
    as_of = models.DateField()
    family = models.DecimalField(max_digits=12, decimal_places=2)
    assigned = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        """One balance a day."""

        constraints = (models.UniqueConstraint(fields=["case", "as_of"], name="balance_once_a_day"),)


class Payment(models.Model):
    """Money received for a case."""

    class Source(models.TextChoices):
        """Where it came from."""

        WITHHOLDING = "withholding"
        FEDERAL_OFFSET = "federal_offset"
        DIRECT = "direct"
        OTHER = "other"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="payments")
    receipt = models.CharField(max_length=64, unique=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=20, choices=Source)
    received_on = models.DateField()
    disbursed_on = models.DateField(null=True)


class LedgerEntry(models.Model):
    """One side of a movement of money. The sides of one movement add up to zero."""

    class Account(models.TextChoices):
        """Where money stands."""

        RECEIVED = "received"
        FAMILY = "family"
        STATE = "state"
        REFUND = "refund"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ledger")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="ledger")
    account = models.CharField(max_length=12, choices=Account)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    on = models.DateField()
