"""What workers found, and the documents that prove it."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case


class Document(models.Model):
    """A document in the case record, by the kind of evidence that it is."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    evidence = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    received_on = models.DateField()
    sha256 = models.CharField(max_length=64)
    source_key = models.CharField(max_length=64, null=True)

    class Meta:
        """A row of an extract stands once."""

        constraints = (models.UniqueConstraint(fields=["source_key"], name="document_source_key"),)


class Finding(models.Model):
    """A worker's finding of a fact, as text in the fact's own form. The newest one counts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings", db_index=False)
    fact = models.CharField(max_length=64)
    value = models.CharField(max_length=200)
    found_on = models.DateField()
    found_by = models.CharField(max_length=100)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True)
    source_key = models.CharField(max_length=64, null=True)

    class Meta:
        """Read by case and fact, newest first. A row of an extract stands once."""

        constraints = (models.UniqueConstraint(fields=["source_key"], name="finding_source_key"),)
        indexes = (models.Index(fields=["case", "fact", "-found_on", "-id"], name="finding_newest"),)
