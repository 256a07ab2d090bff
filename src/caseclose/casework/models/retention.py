"""The end of records: reports that the retention clock runs from, destructions in hand, and receipts of those done."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case


class FinancialReport(models.Model):
    """The final financial report of a state for a time. Records of cases that ended in it are kept from its day too.

    Of several for one time the last one counts, so that no entry shortens what another one says.
    """

    state = models.CharField(max_length=2)
    begins_on = models.DateField()
    ends_on = models.DateField()
    reported_on = models.DateField()
    recorded_by = models.CharField(max_length=100)

    class Meta:
        """A report stands once."""

        constraints = (
            models.UniqueConstraint(fields=["state", "begins_on", "ends_on", "reported_on"], name="report_once"),
        )


class Destruction(models.Model):
    """A destruction that was proposed. The two names count as the journal has them; these are for the lists."""

    class State(models.TextChoices):
        """How far it has come. One that is done has a receipt instead."""

        PROPOSED = "proposed"
        APPROVED = "approved"
        WITHDRAWN = "withdrawn"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="destructions")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    ended_on = models.DateField()
    keep_until = models.DateField()
    proposed_by = models.CharField(max_length=100)
    proposed_on = models.DateField()
    approved_by = models.CharField(max_length=100, blank=True)
    approved_on = models.DateField(null=True)

    class Meta:
        """One at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state__in=["proposed", "approved"]),
                name="one_destruction_at_a_time",
            ),
        )


class DestructionReceipt(models.Model):
    """What was destroyed, when, by whom and on which rule. Written by the database alone, and never changed.

    `counts` holds the rows destroyed, by table. `entries` of the journal were emptied, up to number `through`; `sealed`
    is the hash of their hashes.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="receipt")
    fingerprint = models.CharField(max_length=64)
    destroyed_on = models.DateField()
    destroyed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=100)
    approved_by = models.CharField(max_length=100)
    destroyed_by = models.CharField(max_length=100)
    rule = models.CharField(max_length=200)
    ended_on = models.DateField()
    reported_on = models.DateField()
    keep_until = models.DateField()
    counts = models.JSONField()
    entries = models.BigIntegerField()
    through = models.BigIntegerField()
    sealed = models.CharField(max_length=64)
