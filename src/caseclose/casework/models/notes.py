"""Notes of the staff on a case."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case


class Note(models.Model):
    """What somebody wrote down about a case, for the staff alone: it is in no letter, no list and no export.

    A note is never changed. It goes with the records of its case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes", db_index=False)
    words = models.TextField()
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        """Read by case, newest first."""

        indexes = (models.Index(fields=["case", "-id"], name="notes_of_case"),)
