"""Offices, and the states that they are in."""

from __future__ import annotations

from caseclose.casework.models import Office


def states_worked() -> list[str]:
    """Return the states that have an office here, each once."""
    return sorted(set(Office.objects.values_list("state", flat=True)))
