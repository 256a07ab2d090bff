"""A question as its page shows it."""

from __future__ import annotations

from caseclose.law.interview import DONT_KNOW, AsideText, Question
from caseclose.public.pages.questions.answered import Line
from caseclose.public.pages.questions.sent import Sent
from caseclose.public.place import Place


def asked(place: Place, given: Sent, question: Question) -> dict[str, object]:
    """Return a question with the answers that can be true, and how far the person has come."""
    questions, lang = given.questions, place.lang
    before = _before(given, question)
    offered = [(answer.id, questions.words(answer.say)[lang]) for answer in questions.offered(question, before)]
    return {
        "question": question,
        "ask": questions.words(question.text.ask)[lang],
        "help": questions.words(question.text.help)[lang],
        "offered": [*offered, (DONT_KNOW, questions.unsure(question)[lang])],
        "chosen": given.given.get(question.id, ""),
        "number": len(before) + 1,
        "most": max(given.way.most, len(before) + 1),
        "previous": list(before)[-1] if before else "",
        "error": given.unanswered,
    }


def set_aside(place: Place, aside: AsideText) -> dict[str, object]:
    """Return a page to read before going on, with the people whom one can call."""
    policy = place.law.policy
    lines = {**policy.federal.help_lines, **policy.layer(place.state).help_lines}
    source = Line("", (), tuple(aside.cites), aside.verified == "seen")
    return {"aside": aside, "lines": list(lines.values()), "source": source}


def _before(given: Sent, question: Question) -> dict[str, str]:
    """Return the answers to the questions that come before this one."""
    order = [each.id for each in given.questions.all]
    place = order.index(question.id)
    return {name: answer for name, answer in given.way.answers.items() if order.index(name) < place}
