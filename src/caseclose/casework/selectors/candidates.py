"""The cases that the newest screening found closable, for whoever goes through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from caseclose.casework.models import Candidate, Case, Closure
from caseclose.casework.selectors.facts import facts_frames
from caseclose.closure.steps import BEFORE_CLOSING

if TYPE_CHECKING:
    import polars as pl


def cases_of_state(state: str) -> int:
    """How many cases the offices of a state have."""
    return Case.objects.filter(office__state__iexact=state).count()


def frames_to_screen(on: date, state: str) -> Iterator[pl.DataFrame]:
    """Yield the facts of a state's cases, part by part. A thread that reads them is left no connection.

    Raises BadRecords before a part in which some stored value cannot be a fact.
    """
    try:
        yield from facts_frames(on, state=state)
    finally:
        if not connection.in_atomic_block:
            connection.close()


def candidate_numbers(
    *, state: str = "", office: str = "", criterion: str = "", screened_on: date | None = None
) -> list[str]:
    """The numbers of the candidates that no gate holds: all, or those of a state, an office, under a criterion, or of
    the screening of a day. Cases of which a closing has begun since, or that have ended, are not among them."""
    found = _free()
    found = found.filter(case__office__state__iexact=state) if state else found
    found = found.filter(case__office_id=office) if office else found
    found = found.filter(closable_under__contains=[criterion]) if criterion else found
    found = found.filter(screened_on=screened_on) if screened_on else found
    return list(found.order_by("case_id").values_list("case_id", flat=True))


def candidates_by_criterion(office: str = "") -> dict[str, int]:
    """How many candidates that no gate holds there are under each criterion: all, or those of an office."""
    found = _free().filter(case__office_id=office) if office else _free()
    return dict(
        sorted(Counter(rule for rules in found.values_list("closable_under", flat=True) for rule in rules).items())
    )


def _free() -> QuerySet[Candidate]:
    begun = Closure.objects.filter(case=OuterRef("case"), step__in=[step.value for step in BEFORE_CLOSING])
    ended = [Case.Kind.CLOSED, Case.Kind.DESTROYED]
    return Candidate.objects.exclude(closable_under=[]).exclude(case__kind__in=ended).filter(~Exists(begun))
