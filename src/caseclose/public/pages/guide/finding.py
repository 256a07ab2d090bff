"""Finding a question by words that people use for it. What was looked for is kept nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from caseclose.law.guide import QuestionText
from caseclose.public.pages.guide.words import filled
from caseclose.public.place import Place

LONGEST = 100
_ROOT = 4
"""So many signs of a word are its root: "close", "closed" and "closing" are found by each other."""
_ASKED, _OTHER, _SAID = 3, 2, 1
"""How much a word counts in the question itself, among its other words, and in its answer."""
_AT_HAND = 16
_SMALL_WORDS = """
    a an and are as at be by can do for from has have how i if in is it me my not of on or so that the this to was we
    what when which who why will with you your
    al como con cual cuando de del donde el en es esta este hay la las le lo los me mi mis no o para pero por que quien
    se si sin son su sus te tu un una y yo
"""
_SMALL = frozenset(_SMALL_WORDS.split())


def roots(text: str) -> list[str]:
    """Return the roots of the words of a text that say something, without accents."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign))
    return [word[: max(_ROOT, len(word) - 3)] for word in re.findall(r"[a-z0-9]+", bare) if word not in _SMALL]


def found(place: Place, wanted: str) -> list[QuestionText]:
    """Return the questions that have words of what is wanted, the nearest first."""
    questions, books = place.law.policy.guide(place.state), _books(place)
    known = {root for book in books.values() for root in book}
    asked = [near for root in roots(wanted[:LONGEST]) for near in _near(root, known)]
    worth = {question.id: sum(books[question.id].get(root, 0) for root in asked) for question in questions}
    return sorted((each for each in questions if worth[each.id]), key=lambda each: -worth[each.id])


@lru_cache(maxsize=_AT_HAND)
def _books(place: Place) -> dict[str, dict[str, int]]:
    """Return the roots of every question by its id: gathered once a day for each state and language."""
    return {question.id: _book(place, question) for question in place.law.policy.guide(place.state)}


def _book(place: Place, question: QuestionText) -> dict[str, int]:
    """How much each root counts in a question."""
    book: dict[str, int] = {}
    for words, counts in (*((each, _SAID) for each in question.say), (question.also, _OTHER), (question.ask, _ASKED)):
        book.update(dict.fromkeys(roots(filled(place, words)), counts))
    return book


def _near(root: str, known: Iterable[str]) -> list[str]:
    """Return the known roots that begin alike; where there are none, the one that is written most like it."""
    alike = [each for each in known if each.startswith(root) or root.startswith(each)]
    return alike or get_close_matches(root, known, n=1)
