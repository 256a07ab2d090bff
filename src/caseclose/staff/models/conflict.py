"""Cases that an account must not see, because they are its own or a relative's."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models import Case, Person
from caseclose.staff.models.account import Account


class Conflict(models.Model):
    """A conflict of interest: with one case, or with every case of one person.

    The row goes with the records of the case, and with the person's (the database sees to it), so that it keeps nobody
    on record. Why there is a conflict is not said.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="conflicts")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    said_by = models.CharField(max_length=100)
    said_on = models.DateField()

    class Meta:
        """It names a case or a person, and stands once."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) ^ models.Q(person__isnull=False), name="conflict_names_one"
            ),
            models.UniqueConstraint(fields=["account", "case", "person"], name="conflict_once", nulls_distinct=False),
        )
