"""Days that were worked, by the zone of the offices whose day it was."""

from __future__ import annotations

from django.db import models


class WorkedDay(models.Model):
    """The work of one day for the offices in one zone. It is over when `ended_at` is set; before, it goes on."""

    zone = models.CharField(max_length=64)
    on = models.DateField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A day is worked once."""

        constraints = (models.UniqueConstraint(fields=["zone", "on"], name="worked_once"),)
