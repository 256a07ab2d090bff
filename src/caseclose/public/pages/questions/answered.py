"""The answer as its page shows it: the sentence, the reasons, three lists, what to find out, what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseclose.closure.plan import Planned
from caseclose.closure.request import Reason
from caseclose.interview.finding_out import unsettled, what_if
from caseclose.interview.path import Path
from caseclose.interview.questions import Questions
from caseclose.interview.result import Result, result_of
from caseclose.interview.saying import reason_words
from caseclose.law.interview import Question
from caseclose.public.access.table import access_table
from caseclose.public.place import Place


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, what is said of it, and where that comes from.

    `state_only` says that it goes on for the debt to the state alone; `hangs_on` are the questions that decide. What is
    `private` is for the person alone: paper has none of it.
    """

    heading: str
    says: tuple[str, ...]
    cites: tuple[str, ...]
    verified: bool
    state_only: bool = False
    hangs_on: tuple[str, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class ToFindOut:
    """A question whose answer is not known, how to find out, and what would come of each answer; empty where that
    still depends on others."""

    id: str
    ask: str
    find_out: str
    ifs: tuple[tuple[str, str], ...]


def answered(place: Place, way: Path) -> dict[str, object]:
    """Return what the page of the answer shows."""
    questions, lang = way.questions, place.lang
    result, aside = result_of(questions, way.answers), way.ends_with
    verdict = questions.script.verdicts[result.verdict]
    heading, plain = (aside.heading, aside.say) if aside else (verdict.heading, [verdict.plain])
    return {
        "verdict": "way" if aside else result.verdict,
        "heading": questions.words(heading)[lang],
        "plain": [questions.words(words)[lang] for words in plain],
        "choices": [questions.words(words)[lang] for words in aside.choices] if aside else [],
        "reasons": [] if aside else [_reason(questions, reason, lang) for reason in result.reasons],
        "source": aside and Line("", (), tuple(aside.cites), aside.verified == "seen"),
        "advice": [_reason(questions, reason, lang) for reason in result.advice],
        "lists": [(name, lines) for name, lines in _lists(way, result, lang) if lines],
        "find_out": [_to_find_out(way, question, lang) for question in unsettled(way, result.unknown)],
        "said": [
            _said(questions, questions.script.questions[name], answer, lang) for name, answer in way.answers.items()
        ],
        "next": [name for name in NEXT[aside.id if aside else ""] if name in access_table()],
    }


NEXT = {
    "": ("ask", "offices", "guide", "about_safe"),
    "other_parent": ("offices", "guide", "about_safe"),
    "grown_child": ("offices", "guide"),
    "notice": ("answer", "offices", "guide", "about_safe"),
}
"""Pages to which a person may go on, by the page that ended the interview, where they are there."""


PROTECTED = "protected_statement"
"""The evidence of a rule that rests on what a person told in confidence."""


def _reason(questions: Questions, reason: Reason, lang: str) -> Line:
    words = reason_words(questions, reason)
    verified = reason.standing.version.text.verified == "seen"
    private = PROTECTED in reason.standing.rule.text.evidence
    return Line("", tuple(each[lang] for each in words), reason.finding.cites, verified, private=private)


def _lists(way: Path, result: Result, lang: str) -> Iterable[tuple[str, list[Line]]]:
    for name, items in (("stops", result.stops), ("goes_on", result.goes_on), ("depends", result.depends)):
        yield name, [_line(way, item, lang) for item in sorted(items, key=_what_matters_first)]


def _what_matters_first(item: Planned) -> tuple[bool, bool]:
    """What is for the family comes before what is for the state, and the order and the payments before remedies."""
    return item.then == "state_debt_only", item.remedy.text.kind != "service"


def _line(way: Path, item: Planned, lang: str) -> Line:
    questions = way.questions
    hangs_on = tuple(questions.words(each.text.ask)[lang] for each in unsettled(way, item.missing))
    return Line(
        item.remedy.text.heading[lang],
        (questions.words(item.say)[lang],),
        item.cites,
        item.verified == "seen",
        item.then == "state_debt_only",
        hangs_on,
    )


def _to_find_out(way: Path, question: Question, lang: str) -> ToFindOut:
    questions, verdicts = way.questions, way.questions.script.verdicts
    say = [(questions.words(each.answer.say)[lang], each.verdict) for each in what_if(way, question)]
    ifs = tuple((words, "" if name == OPEN else questions.words(verdicts[name].heading)[lang]) for words, name in say)
    same = len({name for _, name in say}) == 1
    ask, find_out = (questions.words(words)[lang] for words in (question.text.ask, question.text.find_out))
    return ToFindOut(question.id, ask, find_out, () if same else ifs)


OPEN = "depends"
"""The verdict that says of an answer only that other things would still have to be known."""


def _said(questions: Questions, question: Question, answer: str, lang: str) -> dict[str, object]:
    words = next((each.say for each in question.text.answer if each.id == answer), questions.unsure(question))
    return {
        "id": question.id,
        "ask": questions.words(question.text.ask)[lang],
        "answer": questions.words(words)[lang],
        "private": question.text.with_advice,
    }
