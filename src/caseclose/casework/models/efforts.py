"""What the agency did to find the noncustodial parent and to reach the recipient."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case


class LocateEffort(models.Model):
    """One search with one source."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="locate_efforts")
    source = models.CharField(max_length=64)
    on = models.DateField()
    found = models.BooleanField()
    source_key = models.CharField(max_length=64, null=True)

    class Meta:
        """A row of an extract stands once."""

        constraints = (models.UniqueConstraint(fields=["source_key"], name="locate_effort_source_key"),)


class ContactAttempt(models.Model):
    """One attempt to reach the recipient."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contact_attempts")
    method = models.CharField(max_length=32)
    on = models.DateField()
    reached = models.BooleanField()
    source_key = models.CharField(max_length=64, null=True)

    class Meta:
        """A row of an extract stands once."""

        constraints = (models.UniqueConstraint(fields=["source_key"], name="contact_attempt_source_key"),)
