"""Closings to be looked at afterwards: those that an auditor asks for, and samples drawn of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from caseclose.casework.models import Closure
from caseclose.closure.steps import ENDED

MOST_DRAWN = 400
"""How many closings a sample holds at most."""
OVER = tuple(sorted(step.value for step in ENDED))
_COLUMNS = ("id", "step", "way", "criterion", "outcome", "begun_on", "closed_on", "day")


@dataclass(frozen=True, slots=True)
class Sought:
    """Which closings are wanted. What is not said does not matter; `hidden` cases are never among them.

    A closing's day is that on which it was carried out or, of one that was not, that on which it began.
    """

    office: str = ""
    since: date | None = None
    until: date | None = None
    criterion: str = ""
    step: str = ""
    outcome: str = ""
    hidden: Collection[str] = ()


def closings_sought(sought: Sought) -> QuerySet[Closure]:
    """Return the closings that are wanted, each with its `day`, in the order of their days."""
    found = Closure.objects.annotate(day=Coalesce("closed_on", "begun_on"))
    same = {name: value for name in ("office", "criterion", "step", "outcome") if (value := getattr(sought, name))}
    found = found.filter(**same)
    if sought.since:
        found = found.filter(day__gte=sought.since)
    if sought.until:
        found = found.filter(day__lte=sought.until)
    if sought.hidden:
        found = found.exclude(case__in=sought.hidden)
    return found.order_by("day", "id")


def drawn(found: QuerySet[Closure], seed: str, size: int) -> QuerySet[Closure]:
    """Return a sample of these closings, each with its `draw`, in the order in which they were drawn.

    The draw is the MD5 of seed and closing: whoever uses the seed again on the same closings draws the same ones, and
    nobody who does not know the seed can tell beforehand which. A closing that is added shifts none of the others.
    """
    draw = MD5(Concat(Value(f"{seed}:"), Cast("id", CharField())))
    first = found.annotate(draw=draw).order_by("draw", "id").values_list("id", flat=True)[: min(size, MOST_DRAWN)]
    return Closure.objects.annotate(day=Coalesce("closed_on", "begun_on"), draw=draw).filter(id__in=list(first))


def rows_of(found: QuerySet[Closure], *more: str) -> QuerySet[Closure, dict[str, Any]]:
    """Return the rows that a list of closings shows. They name nobody."""
    rows: QuerySet[Closure, dict[str, Any]] = found.values(*_COLUMNS, *more, number=F("case"), place=F("office__name"))
    return rows
