"""Work in bulk: a batch is previewed first and done afterwards, case by case, each in a transaction of its own."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case, Office


class Batch(models.Model):
    """The same act on many cases. `asked` says what; `fingerprint` stands for it, the law and every case's answer.

    `office` is set where an office made it by its own screens: only that office sees it there.
    """

    class State(models.TextChoices):
        """How far it has come."""

        PREVIEWING = "previewing"
        PREVIEWED = "previewed"
        RUNNING = "running"
        DONE = "done"

    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    asked = models.JSONField()
    policy = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    previewed_on = models.DateField()
    by = models.CharField(max_length=100, blank=True)
    begun_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="batches")


class BatchItem(models.Model):
    """One case of a batch. `facts` stands for what was known of it when it was previewed.

    `refusal` says which rule refuses, why, and what would satisfy it; `note` what else a person must know. `case` is
    absent where there is no such case. `closing` is the one that must be the newest, where one was named.
    """

    class State(models.TextChoices):
        """What became of it: still to be done, done, or refused, in the preview or when it was to be done."""

        OPEN = "open"
        DONE = "done"
        REFUSED = "refused"

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items", db_index=False)
    place = models.IntegerField()
    number = models.CharField(max_length=64)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="batch_items")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    facts = models.CharField(max_length=64, blank=True)
    closing = models.BigIntegerField(null=True)
    closure = models.BigIntegerField(null=True)
    refusal = models.JSONField(null=True)
    note = models.JSONField(default=dict)

    class Meta:
        """A case stands once in a batch."""

        constraints = (
            models.UniqueConstraint(fields=["batch", "place"], name="batch_place_once"),
            models.UniqueConstraint(fields=["batch", "number"], name="batch_case_once"),
        )
