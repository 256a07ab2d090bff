"""Every page, and whatever is answered to what is sent, is read at grade 8 or below, and as easily in Spanish."""

from __future__ import annotations

import pytest

from caseclose.law.reading import shipped
from caseclose.plain.reading_level import level_of
from tests.public.looks.acts import offices
from tests.public.looks.faults import as_read
from tests.public.looks.look import Look, Spot
from tests.public.looks.site import answered
from tests.public.looks.table import LOOKS
from tests.public.text import hard_words


@pytest.mark.usefixtures("clean_database")
def test_every_look_is_in_plain_words() -> None:
    """Languages and states go in turn: the proof of looks reads each look in each."""
    offices()
    hard = [hard_on(look, look.spots[place % len(look.spots)]) for place, look in enumerate(LOOKS)]
    assert [each for found in hard for each in found] == []


def hard_on(look: Look, spot: Spot) -> list[str]:
    """What is hard to read on the page of a look."""
    with answered(look, spot) as (_, answer):
        return [
            f"{look.title}, {spot.title}: {hard}" for hard in hard_words(as_read(answer.content.decode()), spot.lang)
        ]


@pytest.mark.parametrize("state", ["us", *shipped().states])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_answer_is_in_plain_words(state: str, lang: str) -> None:
    questions = shipped().layer(state).guide.values()
    levels = {each.id: level_of([words[lang] for words in (each.ask, *each.say)], lang) for each in questions}
    assert {name: level.value for name, level in levels.items() if not level.plain} == {}


def test_a_hard_page_and_a_hard_paragraph_among_plain_ones_are_found() -> None:
    hard = (
        "Termination of enforcement necessitates administrative authorization by the custodial obligee" + " alone" * 11
    )
    plain = "<p>We tell you what stops and what goes on.</p>" * 40
    assert len(hard_words(f"<main><p>{hard}.</p></main>", "en")) == 2
    assert len(hard_words(f"<main>{plain}<p>{hard}.</p></main>", "en")) == 1
    assert hard_words(f"<main>{plain}</main>", "en") == []
