"""Aid that the family gets or got, and what it assigns to the state."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case


class AssistancePeriod(models.Model):
    """A time on aid. `ended_on` is absent while it runs."""

    class Kind(models.TextChoices):
        """The kinds of aid that the law asks about."""

        CASH_AID = "cash_aid"
        MEDICAID = "medicaid"
        FOSTER_CARE = "foster_care"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assistance")
    kind = models.CharField(max_length=12, choices=Kind)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)
    source_key = models.CharField(max_length=64, null=True)

    class Meta:
        """A row of an extract stands once."""

        constraints = (models.UniqueConstraint(fields=["source_key"], name="assistance_source_key"),)


class MedicalAssignment(models.Model):
    """An assignment of medical support to the state. `ended_on` is absent while it stands."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="medical_assignments")
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)
    source_key = models.CharField(max_length=64, null=True)

    class Meta:
        """A row of an extract stands once."""

        constraints = (models.UniqueConstraint(fields=["source_key"], name="medical_assignment_source_key"),)
