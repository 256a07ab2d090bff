"""What waits for people besides the closings themselves: tasks, releases that are not confirmed, holds that end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F, Model, Q, QuerySet

from caseclose.casework.models import Hold, ReleaseOrder, Task
from caseclose.casework.selectors.releases import FOR_A_PERSON, ON_THE_WAY
from caseclose.casework.selectors.task_words import words_in
from caseclose.casework.selectors.work_queue import Whose, in_care

RETURNED_MAIL = ("search_address", "mail_returned")
"""The kinds of tasks that ask about letters that came back."""
NOT_CONFIRMED = (*ON_THE_WAY, *FOR_A_PERSON)
TASKS_BY, RELEASES_BY, HOLDS_BY = ("due_on", "pk"), ("made_on", "pk"), ("ends_on", "pk")


def tasks_of(whose: Whose, *, kinds: Collection[str] = (), other_than: Collection[str] = ()) -> QuerySet[Task]:
    """Return the open tasks about cases of these people, what is due first ahead.

    A task that was given to somebody is theirs, whoever has the case.
    """
    found = Task.objects.filter(_of(whose) & _task_of(whose), case__isnull=False, done_on=None)
    found = found.filter(kind__in=kinds) if kinds else found
    found = found.exclude(kind__in=other_than) if other_than else found
    return found.order_by(*TASKS_BY)


def _task_of(whose: Whose) -> Q:
    asked = in_care(whose)
    return asked if whose.worker is None else Q(assigned_to=whose.worker) | Q(assigned_to="") & asked


def releases_of(whose: Whose) -> QuerySet[ReleaseOrder]:
    """Return the orders to let go that nobody has confirmed, the oldest first."""
    found = ReleaseOrder.objects.filter(state__in=[state.value for state in NOT_CONFIRMED])
    return found.filter(_of(whose, "closure__case") & in_care(whose)).order_by(*RELEASES_BY)


def holds_of(whose: Whose, *, after: date, by: date) -> QuerySet[Hold]:
    """Return the holds that end later than `after` and on `by` at the latest, those that end first ahead."""
    found = Hold.objects.filter(lifted_on=None, ends_on__gt=after, ends_on__lte=by)
    return found.filter(_of(whose) & in_care(whose)).order_by(*HOLDS_BY)


def _of(whose: Whose, case: str = "case") -> Q:
    """The office, and what must not be seen."""
    asked = Q(office=whose.office) if whose.office is not None else Q()
    return asked & ~Q(**{f"{case}__in": whose.hidden}) if whose.hidden else asked


def rows_waiting(found: QuerySet[Any], *columns: str, day: str, case: str = "case") -> QuerySet[Any, dict[str, Any]]:
    """Return the rows of a queue, each with its case, its day, and whose it is. They name nobody on the case."""
    rows: QuerySet[Model, dict[str, Any]] = found.values("pk", day, "worker", *columns, number=F(case), day=F(day))
    return rows


def task_says(row: dict[str, Any], lang: str) -> str:
    """Return what a row of a task says, in `lang`."""
    return words_in(lang, words=row["words"], says=row["says"], said=row["said"])
