"""Imports of extracts: what was imported, how far it came, and which cases had rows that were refused."""

from __future__ import annotations

from django.db import models


class ImportRun(models.Model):
    """One import. `fingerprint` stands for the day and the content of every file: the same again goes on with it."""

    class State(models.TextChoices):
        """How far it has come."""

        RUNNING = "running"
        DONE = "done"
        ABANDONED = "abandoned"

    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    on = models.DateField()
    by = models.CharField(max_length=100)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """One import at a time."""

        constraints = (
            models.UniqueConstraint(fields=["state"], condition=models.Q(state="running"), name="one_import_at_a_time"),
        )


class ImportedFile(models.Model):
    """One table of an import. `unchanged` says that the same file was imported whole before, so it was passed over."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="files", db_index=False)
    resource = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.BigIntegerField()
    refused = models.BigIntegerField()
    unchanged = models.BooleanField(default=False)

    class Meta:
        """A table stands once in an import."""

        constraints = (models.UniqueConstraint(fields=["run", "resource"], name="file_once"),)


class ImportedChunk(models.Model):
    """One chunk of a file that is in the records. It comes with the transaction that wrote its rows, so once."""

    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="chunks", db_index=False)
    number = models.IntegerField()
    added = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)

    class Meta:
        """A chunk is written once."""

        constraints = (models.UniqueConstraint(fields=["file", "number"], name="chunk_once"),)


class RefusedCase(models.Model):
    """A case of which the file holds a row that was refused. It may not be on record at all."""

    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="refused_cases", db_index=False)
    number = models.CharField(max_length=64)

    class Meta:
        """A case stands once for a file."""

        constraints = (models.UniqueConstraint(fields=["file", "number"], name="refused_case_once"),)
