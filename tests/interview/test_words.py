"""The words of the interview can be read by somebody who is tired."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caseclose.interview.questions import Questions
from caseclose.law.interview import AsideText, Question
from caseclose.law.written import Words
from caseclose.plain.reading_level import level_of
from tests.interview.answering import STATES, questions


def of_question(question: Question) -> list[Words]:
    text = question.text
    answers = [answer.say for answer in text.answer]
    return [text.ask, text.find_out, *answers, *([text.help] if text.help.en else [])]


def of_aside(aside: AsideText) -> list[Words]:
    return [aside.heading, *aside.say, *aside.choices, *([aside.danger] if aside.danger.en else [])]


def pages(asked: Questions) -> Iterator[tuple[str, list[Words]]]:
    script = asked.script
    yield from ((each.id, of_question(each)) for each in asked.all)
    yield from ((each.id, [each.heading, each.plain]) for each in script.verdicts.values())
    yield from ((each.rule, [each.plain, each.way_on]) for each in script.reasons.values())
    yield from ((each.id, of_aside(each)) for each in script.asides.values())


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("state", STATES)
def test_every_page_is_at_grade_8_or_below(state: str, lang: str) -> None:
    asked = questions(state)
    hard = {
        name: level.value
        for name, words in pages(asked)
        if not (level := level_of([asked.words(each)[lang] for each in words], lang)).plain
    }
    assert hard == {}
