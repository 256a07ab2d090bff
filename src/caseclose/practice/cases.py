"""The cases of a practice office that something can happen to."""

from __future__ import annotations

from datetime import date

from caseclose.casework.models import Case
from caseclose.closure.steps import BEFORE_CLOSING


def free_cases(state: str, on: date) -> list[str]:
    """The open cases of the state that no closing is in progress of, by their numbers."""
    steps = [step.value for step in BEFORE_CLOSING]
    found = Case.objects.filter(office__state__iexact=state, kind=Case.Kind.ENFORCEMENT, opened_on__lte=on)
    return list(found.exclude(closures__step__in=steps).order_by("number").values_list("number", flat=True))
