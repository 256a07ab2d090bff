"""The words of an answer: those of the policy, said to somebody whose records nobody has looked at."""

from __future__ import annotations

from caseclose.closure.request import Reason
from caseclose.interview.questions import Questions
from caseclose.law.written import Words


def reason_words(questions: Questions, reason: Reason) -> tuple[Words, Words]:
    """Return what stands in the way and the way on. The interview's own words come first: a rule may speak of records.

    A state's rule that replaces a federal one is said in the words that the interview has for the federal one.
    """
    rule = reason.standing.rule
    own = questions.script.reasons.get(rule.id) or questions.script.reasons.get(rule.text.replaces)
    plain, way_on = (own.plain, own.way_on) if own else (reason.plain, reason.way_on)
    return questions.words(plain), questions.words(way_on)
