"""What is left for people to do."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, QuerySet

from caseclose.casework.models import Task
from caseclose.casework.selectors.task_words import words_in

_OF_NO_CASE = ("pk", "kind", "words", "says", "said", "due_on", "raised_on")


def open_tasks() -> dict[str, int]:
    """How many tasks of each kind are open."""
    found = Task.objects.filter(done_on=None).values_list("kind").annotate(count=Count("pk")).order_by("kind")
    return dict(found)


def newest_task() -> int:
    """The number of the newest task; 0 where there is none."""
    return int(Task.objects.aggregate(newest=Max("pk"))["newest"] or 0)


def tasks_after(number: int) -> list[dict[str, Any]]:
    """The open tasks that are newer than this number, oldest first."""
    found = Task.objects.filter(pk__gt=number, done_on=None).order_by("pk")
    return [
        {"case": case, "kind": kind, "words": words, "due_on": due_on}
        for case, kind, words, due_on in found.values_list("case_id", "kind", "words", "due_on")
    ]


def tasks_waiting(
    *, case: str | None = None, kind: str | None = None, raised: bool = False, lang: str = "en"
) -> list[dict[str, Any]]:
    """The open tasks, oldest first: of one case, or of one kind, or all; or only those that have waited too long.

    Their words are in `lang`, but for those that were stored in words alone.
    """
    found = Task.objects.filter(done_on=None).order_by("due_on", "pk")
    found = found.filter(case_id=case) if case else found
    found = found.filter(kind=kind) if kind else found
    found = found.exclude(raised_on=None) if raised else found
    return [
        {
            "task": task.pk,
            "case": task.case_id,
            "kind": task.kind,
            "words": words_in(lang, words=task.words, says=task.says, said=task.said),
            "due_on": task.due_on,
            "assigned_to": task.assigned_to,
            "raised_on": task.raised_on,
        }
        for task in found
    ]


def tasks_of_no_case() -> QuerySet[Task, dict[str, Any]]:
    """Return the open tasks that name no case, in rows, what is due first ahead. They have no office either."""
    found = Task.objects.filter(case=None, office=None, done_on=None).order_by("due_on", "pk")
    rows: QuerySet[Task, dict[str, Any]] = found.values(*_OF_NO_CASE)
    return rows
