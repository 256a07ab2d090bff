"""What a supervisor counts: who has how much, how old it is, what was closed, opened again, handed over, let go of.

Nothing here names a case or anybody on one. Workers are named, as the journal has them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection
from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from caseclose.casework.models import Closure, JournalEntry, ReleaseOrder
from caseclose.casework.selectors.waiting import NOT_CONFIRMED
from caseclose.casework.selectors.work_queue import IN_PROGRESS, ORDER, TIMED, Whose, of_whom

Rows = list[dict[str, Any]]
BANDS = ((0, 3), (4, 7), (8, 12), (13, 25), (26, None))
"""Ages of closings, in whole weeks since they began. For looking at only: nothing hangs on them."""


@dataclass(frozen=True, slots=True)
class Span:
    """Of which office, from which day to which. No office: of every one. `hidden` cases are not counted."""

    office: str | None
    first: date
    last: date
    hidden: Collection[str] = ()

    @property
    def whose(self) -> Whose:
        """The open closings of the office."""
        return Whose(office=self.office, hidden=self.hidden)

    def cases(self, path: str) -> Q:
        """Return the condition for the case at the end of this path."""
        asked = Q(**{f"{path}__office": self.office}) if self.office is not None else Q()
        return asked & ~Q(**{f"{path}__in": self.hidden}) if self.hidden else asked


def _open(whose: Whose) -> QuerySet[Closure]:
    found = Closure.objects.filter(of_whom(whose), step__in=IN_PROGRESS)
    return found.annotate(day=Coalesce("earliest_close_on", "begun_on"))


def workload(span: Span) -> Rows:
    """How many open closings each worker has, in each step and in all, and how many are due by the last day."""
    steps = {step: Count("pk", filter=Q(step=step)) for step in IN_PROGRESS}
    past = Count("pk", filter=Q(step__in=TIMED, day__lte=span.last))
    found: QuerySet[Any, Any] = _open(span.whose).values("worker")
    return list(found.annotate(all=Count("pk"), past=past, **steps).order_by("-all", "worker"))


def ageing(span: Span) -> Rows:
    """How many open closings began how long before the last day, in each step and in all."""
    counted: dict[str, Count] = {}
    for place, (least, most) in enumerate(BANDS):
        begun = Q(begun_on__lte=span.last - timedelta(weeks=least)) if least else Q()
        begun &= Q(begun_on__gt=span.last - timedelta(weeks=most + 1)) if most is not None else Q()
        counted |= {f"all_{place}": Count("pk", filter=begun)}
        counted |= {f"{step}_{place}": Count("pk", filter=begun & Q(step=step)) for step in IN_PROGRESS}
    found = _open(span.whose).aggregate(**counted)
    return [
        {"least": least, "most": most, **{name: found[f"{name}_{place}"] for name in ("all", *IN_PROGRESS)}}
        for place, (least, most) in enumerate(BANDS)
    ]


def closed(span: Span) -> Rows:
    """How many closings were carried out, by criterion and by who began them."""
    found: QuerySet[Any, Any] = Closure.objects.filter(
        span.cases("case"), step="closed", closed_on__range=(span.first, span.last)
    )
    return list(
        found.values("criterion", "begun_by").annotate(all=Count("pk")).order_by("-all", "criterion", "begun_by")
    )


def step_times(span: Span) -> Rows:
    """How long closings that were carried out had stood in each step, in days."""
    given = {"first": span.first, "last": span.last, "office": span.office, "hidden": list(span.hidden)}
    with connection.cursor() as cursor:
        cursor.execute(_step_times(), given)
        names = [column.name for column in cursor.description]
        found = {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
    return [found[step] for step in IN_PROGRESS if step in found]


@cache
def _step_times() -> str:
    return files(__package__).joinpath("step_times.sql").read_text(encoding="utf-8")


def releases(span: Span) -> Rows:
    """How many orders to let go are not confirmed, by remedy and state, and since when the oldest waits."""
    found = ReleaseOrder.objects.filter(state__in=[state.value for state in NOT_CONFIRMED])
    found = found.filter(office=span.office) if span.office is not None else found
    found = found.exclude(closure__case__in=span.hidden) if span.hidden else found
    counted: QuerySet[Any, Any] = found.values("kind", "state")
    counted = counted.annotate(all=Count("pk"), oldest=Min("made_on"))
    return list(counted.order_by("-all", "kind", "state"))


def reversals(span: Span) -> Rows:
    """How many cases were opened again, on which basis and by whom."""
    found = _entries("CaseReopened", span).values("by", basis=KT("body__basis"))
    return list(found.annotate(all=Count("pk")).order_by("-all", "basis", "by"))


def handed_over(span: Span) -> Rows:
    """How many cases were given from whom to whom, and by whom."""
    found = _entries("CaseAssigned", span).values("by", before=KT("body__before"), to=KT("body__worker"))
    return list(found.annotate(all=Count("pk")).order_by("-all", "by", "before", "to"))


def _entries(kind: str, span: Span) -> Any:  # noqa: ANN401 - a query set of Django's
    return JournalEntry.objects.filter(span.cases("case"), kind=kind, on__range=(span.first, span.last))


def workers_of(office: str) -> list[str]:
    """Return the names of those who have open closings of this office; an empty name stands for nobody."""
    found = _open(Whose(office=office)).values_list("worker", flat=True)
    return sorted(set(found.distinct()))


def closings_to_hand_over(whose: Whose, at_most: int) -> list[str]:
    """Return the cases of these open closings, those whose day comes first ahead."""
    found = _open(whose).order_by(*ORDER)
    return list(found.values_list(F("case"), flat=True)[:at_most])
