"""What a person who did not know could find out, and what would come of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseclose.interview.path import Path, path
from caseclose.interview.result import result_of
from caseclose.law.interview import AnswerSaid, Question


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One answer that a person could find out to be true, and the verdict then: "depends" where more must be known."""

    answer: AnswerSaid
    verdict: str


def unsettled(way: Path, names: Iterable[str]) -> tuple[Question, ...]:
    """Return the questions to find out about: for each of these facts the last one that was asked for it."""
    asked = [question for question in way.questions.all if question.id in way.answers]
    last = {name: question for question in asked for name in question.facts}
    wanted = {last[name].id for name in names if name in last}
    return tuple(question for question in asked if question.id in wanted)


def what_if(way: Path, question: Question) -> tuple[WhatIf, ...]:
    """Say for each answer that would tell more what would come of it, all else being as it was said."""
    found = []
    for answer in way.questions.offered(question, way.answers):
        if answer.id == way.answers.get(question.id) or not _tells_more(way, question, answer):
            continue
        then = path(way.questions, {**way.answers, question.id: answer.id})
        found.append(WhatIf(answer, result_of(way.questions, then.answers).verdict))
    return tuple(found)


def _tells_more(way: Path, question: Question, answer: AnswerSaid) -> bool:
    """Say whether an answer agrees with the one that was given, and leaves no more open."""
    then = way.questions.possible({**way.answers, question.id: answer.id})
    every = way.questions.values
    return bool(answer.gives) and all(
        set((then or {}).get(name, every[name])) <= set(way.possible.get(name, every[name])) for name in question.facts
    )
