"""One case by its number."""

from __future__ import annotations

from django.db.models import QuerySet

from caseclose.casework.models import Case


def case_numbered(number: str) -> QuerySet[Case]:
    """Return the case with its office and with who works it, as a query that more may be asked of; empty if none."""
    return Case.objects.filter(number=number).select_related("office", "assignment")
