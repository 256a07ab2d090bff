"""The work queue: closings in progress, those whose day comes first ahead.

The day of a closing is the earliest on which the case may close, once its notice is out; before that, the day on which
it began. Indexes hold the open closings in that order, so that a page of any queue is read from where it begins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from caseclose.casework.models import Closure, Task
from caseclose.casework.selectors.holds import holds_standing
from caseclose.casework.selectors.task_words import words_in
from caseclose.closure.steps import BEFORE_CLOSING

IN_PROGRESS = ("requested", "proposed", "approved", "noticed", "replied")
"""The steps of closings in progress, as the indexes of the queue have them."""
ORDER = ("day", "id")
TIMED = ("noticed", "replied")
"""The steps in which the day of a closing is one by which somebody must have acted."""

_COLUMNS = ("id", "step", "way", "criterion", "begun_on", "begun_by", "noticed_on", "earliest_close_on", "day",
            "worker", "team")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose work is asked for. What is not said does not matter; `hidden` cases are never among it."""

    office: str | None = None
    worker: str | None = None
    team: str | None = None
    unassigned: bool = False
    hidden: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which closings are wanted. `cases`: only those of these cases, where they are named."""

    whose: Whose = Whose()
    steps: Collection[str] = ()
    after: date | None = None
    by: date | None = None
    cases: Collection[str] | None = None


def closings_in_progress(wanted: Wanted) -> QuerySet[Closure]:
    """Return the open closings that are wanted, in the order of the queue."""
    steps = [step for step in IN_PROGRESS if not wanted.steps or step in wanted.steps]
    found = Closure.objects.filter(step__in=steps).annotate(day=Coalesce("earliest_close_on", "begun_on"))
    found = found.filter(_asked(wanted))
    if wanted.cases is not None:
        found = found.filter(case__among=list(wanted.cases))
    return found.order_by(*ORDER)


def _asked(wanted: Wanted) -> Q:
    asked = of_whom(wanted.whose)
    if wanted.after is not None:
        asked &= Q(day__gt=wanted.after)
    if wanted.by is not None:
        asked &= Q(day__lte=wanted.by)
    return asked


def of_whom(whose: Whose) -> Q:
    """Return the condition for open closings of these people."""
    asked = in_care(whose)
    if whose.office is not None:
        asked &= Q(office=whose.office)
    if whose.hidden:
        asked &= ~Q(case__in=whose.hidden)
    return asked


def in_care(whose: Whose) -> Q:
    """Return the condition for what is in the care of these people."""
    asked = Q()
    if whose.worker is not None:
        asked &= Q(worker=whose.worker)
    if whose.team is not None:
        asked &= Q(team=whose.team)
    return asked & Q(worker="") if whose.unassigned else asked


def held_cases(whose: Whose, on: date) -> list[str]:
    """Return the cases of an office whose closing a hold stops on the day. They are few, and asked for first."""
    found = holds_standing(on).filter(kind="closing")
    found = found.filter(office=whose.office) if whose.office is not None else found
    return list(found.values_list("case", flat=True).distinct())


def rows_of(found: QuerySet[Closure]) -> QuerySet[Closure, dict[str, Any]]:
    """Return the rows that a queue shows. They name nobody on the case."""
    rows: QuerySet[Closure, dict[str, Any]] = found.values(*_COLUMNS, number=F("case"))
    return rows


def next_tasks(numbers: Iterable[str], lang: str) -> Mapping[str, dict[str, Any]]:
    """Return by case the open task that is due first, with its words in `lang`."""
    found = (
        Task.objects.filter(case__among=list(numbers), done_on=None)
        .order_by("case_id", "due_on", "pk")
        .distinct("case_id")
    )
    return {
        str(task.case_id): {
            "task": task.pk,
            "kind": task.kind,
            "due_on": task.due_on,
            "words": words_in(lang, words=task.words, says=task.says, said=task.said),
        }
        for task in found
    }


if {step.value for step in BEFORE_CLOSING} != set(IN_PROGRESS):
    raise ValueError("the indexes of the queue do not hold every step before the closing")
