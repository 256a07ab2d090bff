"""Offices, and the states that they are in."""

from __future__ import annotations

from django.db.models import Count

from caseclose.casework.models import Office
from caseclose.law.policy import Policy
from caseclose.law.written_states import OfficeText
from caseclose.letters.composing import writing_office


def states_worked() -> list[str]:
    """Return the states that have an office here, each once."""
    return sorted(set(Office.objects.values_list("state", flat=True)))


def busiest_office() -> Office | None:
    """Return the office that works the most cases, or None where there is no office."""
    return Office.objects.annotate(cases=Count("case")).order_by("-cases", "code").first()


def offices_not_read(policy: Policy) -> list[OfficeText]:
    """Return the offices that write here of which policy has a line that nobody read in an official text."""
    writing = (writing_office(policy, state) for state in states_worked() if state in policy.layers)
    return [office for office in writing if office is not None and office.not_read]


def office_names() -> dict[str, str]:
    """Return what each office is called, by its code, in the order of the names."""
    return {office.code: office.name for office in Office.objects.order_by("name", "code")}
