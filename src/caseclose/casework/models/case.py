"""The case, the people on it, and how they may be reached.

A `source_key` is the key of the row in the statewide system that it was imported from. It is unique by a constraint of
its own: `unique=True` would make a second index, for searching by beginnings, that nobody uses.
"""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Collate, Reverse


class Office(models.Model):
    """An office that works cases. Its legal zone decides what day it is."""

    code = models.CharField(max_length=32, primary_key=True)
    state = models.CharField(max_length=2)
    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64)


class Person(models.Model):
    """A person on one or more cases, with what keeps them safe.

    Who agreed to electronic messages has a channel and the day of it; `electronic_contact` is how they could be
    reached safely then. From `electronic_ended_on` nothing is sent any more, until they agree anew. An extract does not
    change a consent that was `consent_recorded_here`, unless it knows of a newer one. A `text_phone` is kept as
    +16505550142.
    """

    class Contact(models.TextChoices):
        """How the person may be reached."""

        MAIL = "mail"
        PHONE = "phone"
        EMAIL = "email"
        NONE = "none"

    class Channel(models.TextChoices):
        """By what the person agreed to be told that a letter is on its way."""

        EMAIL = "email"
        TEXT = "text"

    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    language = models.CharField(max_length=8, default="en")
    family_violence = models.BooleanField(default=False)
    mailing_address = models.JSONField(default=list)
    substitute_address = models.JSONField(default=list)
    large_print = models.BooleanField(default=False, db_default=False)
    safe_contact = models.CharField(max_length=8, choices=Contact, default=Contact.MAIL)
    email = models.CharField(max_length=254, blank=True, default="", db_default="")
    text_phone = models.CharField(max_length=16, blank=True, default="", db_default="")
    electronic_channel = models.CharField(max_length=8, choices=Channel, blank=True, default="", db_default="")
    electronic_consent_on = models.DateField(null=True)
    electronic_contact = models.CharField(max_length=8, blank=True, default="", db_default="")
    electronic_ended_on = models.DateField(null=True)
    consent_recorded_here = models.BooleanField(default=False, db_default=False)
    source_key = models.CharField(max_length=64, null=True)

    class Meta:
        """A row of an extract stands once. People are found by the words of their names."""

        constraints = (models.UniqueConstraint(fields=["source_key"], name="person_source_key"),)
        indexes = (
            GinIndex(
                models.Func(models.F("given_name"), models.F("family_name"), function="casework_name_words"),
                name="person_name_words",
            ),
        )

    @property
    def agrees(self) -> bool:
        """Whether the person agreed to electronic messages, and still does."""
        on, ended_on = self.electronic_consent_on, self.electronic_ended_on
        return on is not None and (ended_on is None or ended_on < on)

    @property
    def electronic_address(self) -> str:
        """The address by the channel that the person agrees to; empty where there is none."""
        known = {self.Channel.EMAIL.value: self.email, self.Channel.TEXT.value: self.text_phone}
        return known.get(self.electronic_channel, "") if self.agrees else ""


class Case(models.Model):
    """A child support case. `kind` says what it is now; a closed enforcement case may live on to process payments.

    `service_basis_since` is the day since which the reason for services is what it is; null where no change is known.
    Of a destroyed case only this row is left, with its number, so that nobody gives the number to another case.
    """

    class Kind(models.TextChoices):
        """What the agency does in the case."""

        ENFORCEMENT = "enforcement"
        PAYMENT_PROCESSING = "payment_processing"
        STATE_DEBT_ONLY = "state_debt_only"
        CLOSED = "closed"
        DESTROYED = "destroyed"

    number = models.CharField(max_length=64, primary_key=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ENFORCEMENT)
    service_basis = models.CharField(max_length=32, blank=True)
    service_basis_since = models.DateField(null=True)
    opened_on = models.DateField()
    enforcement_closed_on = models.DateField(null=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="cases_opened")
    responding = models.BooleanField(null=True)
    reopened_on = models.DateField(null=True)
    application_fee_cents = models.IntegerField(default=0)

    class Meta:
        """A case is found by a part of its number: its beginning or its end."""

        indexes = (
            models.Index(Collate("number", "C"), name="case_number_begin"),
            models.Index(Collate(Reverse("number"), "C"), name="case_number_end"),
        )

    def serve_because(self, basis: str, on: date) -> None:
        """Set the reason for services from the day `on`; before it, what it was is not known any more."""
        if basis != self.service_basis:
            self.service_basis, self.service_basis_since = basis, on

    @property
    def state(self) -> str:
        """The state whose policy applies."""
        return str(self.office.state)

    @property
    def open(self) -> bool:
        """Whether enforcement services are being given."""
        return self.kind == Case.Kind.ENFORCEMENT

    @property
    def lives_on(self) -> bool:
        """Whether it goes on after enforcement for the family: to process payments, or for a debt to the state."""
        return self.kind in {Case.Kind.PAYMENT_PROCESSING, Case.Kind.STATE_DEBT_ONLY}


class Participant(models.Model):
    """A person's part in a case."""

    class Role(models.TextChoices):
        """The parts that people have."""

        CUSTODIAL_PARTY = "custodial_party"
        NONCUSTODIAL_PARENT = "noncustodial_parent"
        ALLEGED_FATHER = "alleged_father"
        CHILD = "child"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="participants", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=20, choices=Role)
    paternity_established = models.BooleanField(null=True)
    source_key = models.CharField(max_length=64, null=True)

    class Meta:
        """A person has a part once in a case. A row of an extract stands once."""

        constraints = (
            models.UniqueConstraint(fields=["case", "person", "role"], name="part_once"),
            models.UniqueConstraint(fields=["source_key"], name="participant_source_key"),
        )


class RelatedCase(models.Model):
    """Another case of the same people."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="related", db_index=False)
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="related_to")

    class Meta:
        """A pair stands once."""

        constraints = (models.UniqueConstraint(fields=["case", "other"], name="related_once"),)
