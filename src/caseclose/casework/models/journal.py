"""The journal: append-only, chained by hash. Triggers refuse every change; the chain shows one made past them.

What could tell of a person, who acted and what was said, is covered by a seal: the hash of a salt and of these. The
chain covers the seal. So they can be destroyed, with the salt, when the records of the case are, and the chain holds.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from caseclose.casework.models.case import Case


class JournalEntry(models.Model):
    """One thing that happened. `hash` covers this entry and the one before it. What concerns no one case names none.

    Where `salt` is empty, `by` and `body` were destroyed. The destruction's own entry, further on, is the receipt.
    """

    number = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="journal", db_index=False)
    closure_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    role = models.CharField(max_length=20)
    body = models.JSONField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    seal = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """Read by case; and what supervisors count, by day."""

        indexes = (
            models.Index(fields=["case", "number"], name="journal_of_case"),
            models.Index(
                fields=["kind", "on"],
                condition=models.Q(kind__in=["CaseReopened", "CaseAssigned"]),
                name="journal_for_supervisors",
            ),
        )

    @property
    def said(self) -> dict[str, Any]:
        """What the entry says: its body, or nothing where that was destroyed."""
        return self.body or {}


class SpentKey(models.Model):
    """An idempotency key that has done its work, with the answer that was given."""

    key = models.CharField(max_length=120, primary_key=True)
    command = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField()
    on = models.DateField()
