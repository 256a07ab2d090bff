"""Papers that came in as files, their pages as staff see them, and what was keyed from them or told without one."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case, Office
from caseclose.casework.models.findings import Document


class IncomingPaper(models.Model):
    """A paper that came in as a file: when and how it arrived, where it lies, and what became of it.

    `code` is what the code on it says, where there is one. `case` is null until it is known whose it is. What it is
    (kind, size, fingerprint, day of arrival) never changes.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        KEYED = "keyed"
        SET_ASIDE = "set_aside"

    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="papers")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    channel = models.CharField(max_length=20)
    arrived_at = models.DateTimeField()
    arrived_on = models.DateField()
    taken_at = models.DateTimeField()
    taken_on = models.DateField()
    taken_by = models.CharField(max_length=100)
    kind = models.CharField(max_length=8)
    size = models.IntegerField()
    pages = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=40, blank=True)
    because = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=100, blank=True)

    class Meta:
        """An office walks what waits, and what was set aside, by day; a file that comes twice is found by its hash."""

        indexes = (
            models.Index(
                fields=["office", "arrived_on", "id"], condition=models.Q(state="waiting"), name="papers_waiting"
            ),
            models.Index(
                fields=["office", "done_on", "id"], condition=models.Q(state="set_aside"), name="papers_set_aside"
            ),
            models.Index(fields=["office", "sha256"], name="papers_by_hash"),
            models.Index(fields=["office", "taken_on"], name="papers_of_day"),
        )


class PaperOriginal(models.Model):
    """The file as it came, kept as evidence. It never changes, and is shown to nobody: it is only handed out."""

    paper = models.OneToOneField(IncomingPaper, on_delete=models.PROTECT, primary_key=True, related_name="original")
    data = models.BinaryField()


class PaperPage(models.Model):
    """One page as staff see it: its pixels in a new picture. It never changes."""

    paper = models.ForeignKey(IncomingPaper, on_delete=models.PROTECT, related_name="copies", db_index=False)
    number = models.IntegerField()
    media = models.CharField(max_length=4)
    width = models.IntegerField()
    height = models.IntegerField()
    picture = models.BinaryField()

    class Meta:
        """Each page stands once."""

        constraints = (models.UniqueConstraint(fields=["paper", "number"], name="page_once"),)


class KeyedIn(models.Model):
    """What was keyed in from a paper, or told by phone or in person: under a receipt number, with when it arrived.

    `said` are the answers as they were keyed. It never changes.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="keyed_in")
    paper = models.OneToOneField(IncomingPaper, on_delete=models.PROTECT, null=True, related_name="keyed_in")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True)
    receipt = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=16)
    channel = models.CharField(max_length=20)
    arrived_at = models.DateTimeField()
    arrived_on = models.DateField()
    keyed_at = models.DateTimeField()
    keyed_on = models.DateField()
    keyed_by = models.CharField(max_length=100)
    said = models.JSONField()
