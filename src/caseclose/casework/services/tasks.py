"""What is left for people to do is done: who did it, and what came of it, stands in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from caseclose.casework.models import Task
from caseclose.casework.services import journal
from caseclose.casework.services.locking import lock_case
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK


@dataclass(frozen=True, slots=True)
class FinishTask:
    """Say that a task is done, and in words what came of it."""

    task: int
    words: str
    name: ClassVar[str] = "finish_task"


def finish_task(*, done: FinishTask, by: Actor, on: date, at: datetime) -> bool:
    """Close a task; say whether it was open. A task that is done stays done: doing it again changes nothing.

    Raises Refused where there are no words, or the actor has no desk; Task.DoesNotExist where there is no such task.
    """
    require_role(by, DESK, done.name)
    return _finish(
        done, Task.objects.values_list("case_id", flat=True).get(pk=done.task), by.name, by.role.value, on, at
    )


def finish_task_of_no_case(*, done: FinishTask, by: str, role: str, on: date, at: datetime) -> bool:
    """Close a task that names no case; say whether it was open. Whoever looks after the system does it too.

    Raises Refused where there are no words, Task.DoesNotExist where there is no such task or it names a case.
    """
    Task.objects.get(pk=done.task, case=None)
    return _finish(done, None, by, role, on, at)


def _finish(done: FinishTask, number: str | None, by: str, role: str, on: date, at: datetime) -> bool:
    if not done.words.strip():
        raise Refused("words_of_task_needed")
    with transaction.atomic():
        if number is not None:
            lock_case(number)
        task = Task.objects.select_for_update().get(pk=done.task)
        if task.done_on is not None:
            return False
        task.done_on = on
        task.save(update_fields=["done_on"])
        body = {"task": task.pk, "kind": task.kind, "words": done.words}
        journal.append([journal.Line(number, None, "TaskDone", on, at, by, role, body)])
    return True
