"""What was sent: the answers so far, which the page itself carries, and what is wanted now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from caseclose.interview.path import Path, leads_to, path
from caseclose.interview.questions import Questions, valid
from caseclose.law.interview import AsideText, Question

AGAIN, NOW, SEEN = "again", "now", "seen"
"""The fields beside the answers: a question to ask again, the one that was just asked, and a page that was read."""


@dataclass(frozen=True)
class Sent:
    """The answers that were sent, and the question that was just asked (`now`) or is wanted again (`again`)."""

    questions: Questions
    given: dict[str, str]
    now: Question | None = None
    again: Question | None = None
    seen: bool = False

    @cached_property
    def way(self) -> Path:
        """How far the answers reach."""
        return path(self.questions, self.given)

    @property
    def in_danger(self) -> bool:
        """Whether an answer led to a page on safety."""
        return any(
            leads_to(self.questions, question, self.given.get(question.id, "")) is not None
            for question in self.questions.all
            if question.text.with_advice
        )

    @property
    def question(self) -> Question | None:
        """The question to ask now; None where all is asked."""
        return self.again or self.way.next

    @property
    def unanswered(self) -> bool:
        """Whether the question to ask now is the one that was just asked, and got no answer."""
        return self.again is None and self.question is not None and self.question == self.now

    @property
    def aside(self) -> AsideText | None:
        """The page to read before the next question, where the answer just given leads to one."""
        if self.now is None or self.seen or self.now.id not in self.way.answers:
            return None
        aside = leads_to(self.questions, self.now, self.given[self.now.id])
        return aside if aside and not aside.ends else None


def sent(questions: Questions, fields: QueryDict) -> Sent:
    """Read what was sent. What is no answer to any question is left out."""
    given = {
        question.id: answer
        for question in questions.all
        if valid(question, answer := fields.get(question.id, "")) and answer
    }
    known = questions.script.questions
    again = known.get(fields.get(AGAIN, ""))
    return Sent(questions, given, known.get(fields.get(NOW, "")), again, SEEN in fields)
