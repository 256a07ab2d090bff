"""Offices, and the states that they are in."""

from __future__ import annotations

from django.db.models import Count

from caseclose.casework.models import Office


def states_worked() -> list[str]:
    """Return the states that have an office here, each once."""
    return sorted(set(Office.objects.values_list("state", flat=True)))


def busiest_office() -> Office | None:
    """Return the office that works the most cases, or None where there is no office."""
    return Office.objects.annotate(cases=Count("case")).order_by("-cases", "code").first()
