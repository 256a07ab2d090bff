"""The way through the interview: which question comes next, and how many more there can be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from caseclose.interview.questions import Answers, Possible, Questions, valid
from caseclose.interview.result import result_of
from caseclose.interview.undecided import advised, undecided
from caseclose.law.interview import AsideText, Question


@dataclass(frozen=True)
class Path:
    """How far a person has come. `answers` are those that still count, in the order of the questions.

    An answer that no longer matters, since an earlier one was changed, is not among them.
    """

    questions: Questions
    answers: dict[str, str]
    next: Question | None

    @cached_property
    def possible(self) -> Possible:
        """What the answers leave possible."""
        return self.questions.possible(self.answers) or {}

    @property
    def ends_with(self) -> AsideText | None:
        """The page that ends the interview, where an answer leads to one."""
        return _ending(self.questions, self.answers)

    @property
    def most(self) -> int:
        """How many questions there can be at most, those answered among them."""
        ahead = [each for each in self.questions.all if each.id not in self.answers and self._is_open(each)]
        return len(self.answers) + (len(ahead) if self.next else 0)

    def _is_open(self, question: Question) -> bool:
        return any(len(self.possible.get(name, (0, 1))) > 1 for name in question.facts)


def path(questions: Questions, given: Answers) -> Path:
    """Walk through the questions with the answers `given`, as far as they reach.

    What is no answer to a question, contradicts an earlier answer or was not to be asked is left out.
    """
    kept: dict[str, str] = {}
    while (question := _next(questions, kept)) is not None:
        answer = given.get(question.id, "")
        if not valid(question, answer) or questions.possible({**kept, question.id: answer}) is None:
            break
        kept[question.id] = answer
    return Path(questions, kept, question)


def _next(questions: Questions, kept: dict[str, str]) -> Question | None:
    if _ending(questions, kept):
        return None
    possible = questions.possible(kept) or {}
    worlds = questions.worlds(possible)
    unanswered = [question for question in questions.all if question.id not in kept]
    askable = {name: possible.get(name, questions.values[name]) for each in unanswered for name in each.facts}
    names = set().union(*(undecided(questions.law, world, askable) for world in worlds))
    names |= set(result_of(questions, kept).vague)
    heeded = set().union(*(advised(questions.law, world) for world in worlds))
    for question in unanswered:
        wanted = names | heeded if question.text.with_advice else names
        if wanted.intersection(question.facts):
            return question
    return None


def _ending(questions: Questions, answers: Answers) -> AsideText | None:
    for question in questions.all:
        aside = leads_to(questions, question, answers.get(question.id, ""))
        if aside and aside.ends:
            return aside
    return None


def leads_to(questions: Questions, question: Question, answer: str) -> AsideText | None:
    """Return the page that an answer leads to; None where it leads to the next question."""
    name = next((each.leads_to for each in question.text.answer if each.id == answer), "")
    return questions.script.asides.get(name)
