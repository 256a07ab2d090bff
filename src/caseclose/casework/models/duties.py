"""What the agency owes others with a clock, beside the closing itself."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.agencies import OtherAgency
from caseclose.casework.models.case import Case
from caseclose.casework.models.outbox import OutboxMessage


class Duty(models.Model):
    """One duty of one case. `kind` is an id of policy/us/duties.toml, `trigger` what made it.

    `to_decide` says that a person must first decide whether it is owed at all, `answer` what a family answered to it.
    `arisen_on` is the day from which its time counts; `due_on` is absent where it lasts until it is lifted. It is owed
    until it is done or lifted. `message` is what fulfils it, `words` how it was done or why it was lifted.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    trigger = models.CharField(max_length=64)
    agency = models.ForeignKey(OtherAgency, on_delete=models.PROTECT, null=True, related_name="duties")
    arisen_on = models.DateField()
    due_on = models.DateField(null=True)
    to_decide = models.BooleanField(default=False)
    message = models.ForeignKey(OutboxMessage, on_delete=models.PROTECT, null=True, related_name="duties")
    answer = models.CharField(max_length=10, blank=True)
    done_on = models.DateField(null=True)
    lifted_on = models.DateField(null=True)
    done_by = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        """A duty ends in one way. The day's work finds what is still owed."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(done_on=None) | models.Q(lifted_on=None), name="duty_done_or_lifted"
            ),
        )
        indexes = (
            models.Index(fields=["due_on", "id"], condition=models.Q(done_on=None, lifted_on=None), name="duty_owed"),
        )
