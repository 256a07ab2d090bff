"""Asking people: a task says what it asks by the name of a text, with values, so that each reader has it in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from caseclose.casework.facts.reading import BadRecords, as_refused
from caseclose.casework.models import Task
from caseclose.casework.selectors.task_words import REFUSED, task_words, words_in
from caseclose.closure.refused import Refused

_LONGEST_KEY, _LONGEST_WORDS = 120, 300
Said = str | Sequence[str] | Mapping[str, object] | Sequence[Mapping[str, str]]
"""What stands in the place of a value. A table is words in both languages, or a refusal as `retold` gives it."""


def retold(trouble: Refused | BadRecords) -> Mapping[str, object]:
    """Return why something was refused as a value, to be told again in the language of the reader."""
    refused = as_refused(trouble)
    return {"refused": refused.rule, "said": refused.said}


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


def asked_why(trouble: Refused | BadRecords, *, case: str, key: str, kind: str, due: date) -> Task:
    """Return a task, not yet stored, that tells why something was refused, in the words of the refusal."""
    refused = as_refused(trouble)
    says, said = f"{REFUSED}{refused.rule}", refused.said
    words = words_in("en", words="", says=says, said=said)[:_LONGEST_WORDS]
    return Task(case_id=case, key=key[:_LONGEST_KEY], kind=kind, says=says, said=said, words=words, due_on=due)
