"""What the newest screening of the records found."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case


class Candidate(models.Model):
    """A case that meets a criterion: under which it may be closed, and which gates hold it. Kept until the next
    screening of its state, and never decided on: a proposal asks the law again."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="candidate", primary_key=True)
    closable_under = models.JSONField()
    held_by = models.JSONField()
    must_close = models.BooleanField()
    screened_on = models.DateField()
    policy = models.CharField(max_length=80)
