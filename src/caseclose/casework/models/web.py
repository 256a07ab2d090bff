"""What people do on the web: acts with their papers, unfinished requests, and counts that slow guessing down."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.papers import IncomingPaper


class WebFiling(models.Model):
    """An act that arrived on the web. Its paper tells it as the person saw and signed it, and knows whose it is.

    `reference` is the fingerprint of the reference that the person was given, bound to the name that they gave. `said`
    are the answers by name. `weighed_at` is when it was held against the records: null until then. `follows` is the
    request that a withdrawal takes back.
    """

    class Kind(models.TextChoices):
        """What the person asks for or says."""

        REQUEST = "request"
        REPLY = "reply"
        WITHDRAWAL = "withdrawal"
        REOPENING = "reopening"

    paper = models.OneToOneField(IncomingPaper, on_delete=models.PROTECT, primary_key=True, related_name="filing")
    kind = models.CharField(max_length=12, choices=Kind)
    reference = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8)
    said = models.JSONField()
    weighed_at = models.DateTimeField(null=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        """What was not yet held against the records is found, oldest first."""

        indexes = (models.Index(fields=["paper"], condition=models.Q(weighed_at=None), name="filings_to_weigh"),)


class WebAttachment(models.Model):
    """A paper that came with an act."""

    paper = models.OneToOneField(IncomingPaper, on_delete=models.PROTECT, primary_key=True, related_name="attached")
    filing = models.ForeignKey(WebFiling, on_delete=models.PROTECT, related_name="attachments")


class WebDraft(models.Model):
    """An unfinished request. It is sealed with a key that only the person has, and is gone when it ends."""

    mark = models.CharField(max_length=64, primary_key=True)
    sealed = models.BinaryField()
    ends_at = models.DateTimeField(db_index=True)


class WebCount(models.Model):
    """How often something was done by or about somebody since a moment. `whose` is a fingerprint, never an address."""

    what = models.CharField(max_length=16)
    whose = models.CharField(max_length=64)
    since = models.DateTimeField(db_index=True)
    count = models.IntegerField()

    class Meta:
        """Each is counted in one row."""

        constraints = (models.UniqueConstraint(fields=["what", "whose", "since"], name="web_count_once"),)


class SiteWatch(models.Model):
    """What the watch over the public site last saw: one row, not one for each look.

    `looked_at` is the last look, `answered_at` the last one that got an answer. `silent_since` is when the last answer
    before a silence came, where the watch was there; null where the site answers.
    """

    site = models.CharField(max_length=20, primary_key=True)
    looked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)


class WebOutage(models.Model):
    """A time in which people could not reach the public site, and who recorded it. It never changes."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=100)
    recorded_on = models.DateField()
