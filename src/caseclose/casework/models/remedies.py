"""Enforcement remedies in place, and the cases that each serves."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case


class Remedy(models.Model):
    """A remedy in place. `kind` is an id of policy/remedies; it may serve several cases of the same people."""

    kind = models.CharField(max_length=40)
    placed_on = models.DateField()
    ended_on = models.DateField(null=True)
    party = models.CharField(max_length=200, blank=True)
    cases = models.ManyToManyField(Case, related_name="remedies")
    source_key = models.CharField(max_length=64, null=True)

    class Meta:
        """A row of an extract stands once."""

        constraints = (models.UniqueConstraint(fields=["source_key"], name="remedy_source_key"),)
