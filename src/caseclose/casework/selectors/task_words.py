"""What a task says, in the reader's language. The book of words is tasks.toml; a refusal has its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseclose.casework.selectors.books import TASKS, book
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.selectors.sentences import refusal_in_words, say

REFUSED = "refused:"
"""How the text of a task begins that tells a refusal: the rule that refused follows."""


def task_words(says: str, said: Mapping[str, object], lang: str) -> str:
    """Return the text `says` of the book of tasks, with what is `said` in it. Raises KeyError where there is none."""
    return say(book(TASKS, lang)[says], said, lang)


def words_in(lang: str, *, words: str, says: str, said: Mapping[str, Any] | None) -> str:
    """Return what a stored task says in `lang`. One that was stored in words alone says them as they are."""
    if says.startswith(REFUSED):
        return refusal_in_words(says.removeprefix(REFUSED), said or {}, lang)
    return task_words(says, said or {}, lang) if says in book(TASKS, lang) else words


def kind_of_task(kind: str, lang: str) -> str:
    """Return what a kind of task is called; a kind without a name is told by its own."""
    return policy_name("kind", kind, lang) or kind.replace("_", " ")
