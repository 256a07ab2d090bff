"""Messages to the outside world, written in the transaction that decided them."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case


class OutboxMessage(models.Model):
    """One message. `key` goes with it, so that a receiver that remembers keys takes it once.

    `sent_on` is the day on which it was given over. Of a letter `mailed_on` is the day on which the mail vendor mailed
    it, by the vendor's own proof.
    """

    class State(models.TextChoices):
        """How far it has come. A letter is batched while its batch for the mail vendor is being made."""

        WAITING = "waiting"
        BATCHED = "batched"
        SENT = "sent"
        FAILED = "failed"

    key = models.CharField(max_length=120, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=40)
    party = models.CharField(max_length=40)
    body = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.IntegerField(default=0)
    made_on = models.DateField()
    sent_on = models.DateField(null=True)
    mailed_on = models.DateField(null=True)

    class Meta:
        """The sweep finds what waits, and letters of which there is no proof yet that they were mailed."""

        indexes = (
            models.Index(fields=["id"], condition=models.Q(state="waiting"), name="outbox_waiting"),
            models.Index(
                fields=["sent_on"],
                condition=models.Q(state="sent", party="mail_vendor", mailed_on=None),
                name="outbox_not_proven",
            ),
        )
