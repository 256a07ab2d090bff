"""Cases that are sealed: only accounts that are named may open them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from caseclose.casework.models import Case


class Seal(models.Model):
    """A seal on a case, such as an employee's own. Whoever is not named in it sees the case nowhere, whatever its role.

    `may_open` holds numbers of accounts, of which none is ever deleted. The row goes when the seal is lifted, and with
    the records of the case; the journal tells of it.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="seal")
    may_open = ArrayField(models.BigIntegerField())
    because = models.CharField(max_length=300)
    set_by = models.CharField(max_length=100)
    set_on = models.DateField()
