"""Every page is read at grade 8 or below in English, and as easily in Spanish: letters are held to the same."""

from __future__ import annotations

import pytest
from django.test import Client

from caseclose.law.reading import shipped
from caseclose.plain.reading_level import level_of
from tests.public.addresses import pages
from tests.public.text import sentences

BY_HAND = 20
"""Fewer words than these cannot be measured: a heading alone, a button."""
SENT_ON = 302


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_page_is_in_plain_words(lang: str) -> None:
    client = Client(headers={"host": "localhost"})
    hard = []
    for path in (each for each in pages() if each.startswith(f"/{lang}/")):
        answer = client.get(path)
        if answer.status_code == SENT_ON:
            continue  # a step that nobody stands on yet leads to the first
        level = level_of(sentences(answer.content.decode()), lang)
        if level.words >= BY_HAND and not level.plain:
            hard.append(f"{path}: {level.value}")
    assert hard == []


@pytest.mark.parametrize("state", ["us", *shipped().states])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_answer_is_in_plain_words(state: str, lang: str) -> None:
    questions = shipped().layer(state).guide.values()
    levels = {each.id: level_of([words[lang] for words in (each.ask, *each.say)], lang) for each in questions}
    assert {name: level.value for name, level in levels.items() if not level.plain} == {}


def test_a_hard_page_is_found() -> None:
    hard = "Termination of enforcement necessitates administrative authorization by the custodial obligee."
    assert not level_of(sentences(f"<main><p>{hard}</p></main>"), "en").plain
