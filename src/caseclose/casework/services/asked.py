"""Asking people: a task says what it asks by the name of a text, with values, so that each reader has it in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from caseclose.casework.models import Task
from caseclose.casework.selectors.task_words import task_words

_LONGEST_KEY, _LONGEST_WORDS = 120, 300
Said = str | list[str]


def asked(*, case: str | None, key: str, kind: str, due: date, says: str = "", **said: Said) -> Task:
    """Return a task, not yet stored. `says` is a text of tasks.toml, the one called like the kind if none is named.

    Its words in English are stored beside it, for whoever reads the records without the program.
    """
    text = says or kind
    words = task_words(text, said, "en")[:_LONGEST_WORDS]
    return Task(case_id=case, key=key[:_LONGEST_KEY], kind=kind, says=text, said=said, words=words, due_on=due)


def ask_once(task: Task) -> bool:
    """Store a task, once for each key; say whether it is new."""
    values = {name: getattr(task, name) for name in ("case_id", "kind", "says", "said", "words", "due_on")}
    return Task.objects.get_or_create(key=task.key, defaults=values)[1]


def ask_all_once(tasks: Iterable[Task]) -> int:
    """Store these tasks, once for each key; return how many are new."""
    wanted = {task.key: task for task in tasks}
    asked_before = set(Task.objects.filter(key__among=set(wanted)).values_list("key", flat=True)) if wanted else set()
    new = [task for key, task in wanted.items() if key not in asked_before]
    Task.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def oddity(*, case: str, key: str, kind: str, words: str, on: date) -> Task:
    """Return the task that asks a person to look at something odd, not yet stored, in English words alone."""
    return Task(case_id=case, key=key[:_LONGEST_KEY], kind=kind, words=words[:_LONGEST_WORDS], due_on=on)


def report(*, case: str, key: str, kind: str, words: str, on: date) -> bool:
    """Ask a person to look at something odd, once for each key; say whether it is new."""
    return ask_once(oddity(case=case, key=key, kind=kind, words=words, on=on))
