"""Who works a case."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case


class Assignment(models.Model):
    """The worker and the team that a case is in the care of, one row a case. The journal tells how that changed."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="assignment")
    worker = models.CharField(max_length=100, blank=True)
    team = models.CharField(max_length=64, blank=True)
    since = models.DateField()

    class Meta:
        """A worker's cases are asked for, and a team's."""

        indexes = (
            models.Index(fields=["worker"], name="assigned_to_worker"),
            models.Index(fields=["team"], name="assigned_to_team"),
        )
