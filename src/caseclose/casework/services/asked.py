"""Asking people: a task says what it asks by the name of a text, with values, so that each reader has it in words."""

from __future__ import annotations

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
