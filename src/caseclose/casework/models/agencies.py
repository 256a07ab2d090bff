"""The child support agencies of other states and Tribes that share a case, and what they said."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case


class OtherAgency(models.Model):
    """Another agency on a case. An initiating one asked us for help; a responding one helps us.

    `code` is its own code, `their_case` its number for the case. It shares the case from `begun_on` until `ended_on`.
    Where letters to it go stands by its code, as AgencyAddress.
    """

    class Role(models.TextChoices):
        """Its part in the case."""

        INITIATING = "initiating"
        RESPONDING = "responding"

    class Way(models.TextChoices):
        """How it takes messages: over the agencies' network, or on paper."""

        NETWORK = "network"
        MAIL = "mail"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agencies")
    role = models.CharField(max_length=10, choices=Role)
    code = models.CharField(max_length=16)
    their_case = models.CharField(max_length=64)
    way = models.CharField(max_length=8, choices=Way)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        """An agency has a part once at a time in a case."""

        constraints = (
            models.UniqueConstraint(
                fields=["case", "code", "role"],
                condition=models.Q(ended_on=None),
                name="agency_once_at_a_time",
            ),
        )


class AgencyAddress(models.Model):
    """What another agency is called, and where letters to it go. It is the same in every case that it shares."""

    code = models.CharField(max_length=16, primary_key=True)
    name = models.CharField(max_length=200)
    mailing_address = models.JSONField()


class AgencyMessage(models.Model):
    """A message that arrived from another agency. `key` is that agency's code and its own name for the message.

    `words` stay here: no journal, log or message of ours repeats them.
    """

    agency = models.ForeignKey(OtherAgency, on_delete=models.PROTECT, related_name="messages_received")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    arrived_at = models.DateTimeField()
    recorded_on = models.DateField()
    words = models.TextField(blank=True)
