"""Words for what a step of a closing names: what is missing, why a case stays open, and why a request is declined."""

from __future__ import annotations

from collections.abc import Iterable

from caseclose.closure.reasons import OTHER, reasons
from caseclose.closure.request import NOT_THE_PERSON, ORDER, named
from caseclose.law.in_force import LawInForce, Standing
from caseclose.law.written import NO_WORDS, Words
from caseclose.letters.facts import Row, Value
from caseclose.letters.refused import CannotWrite, lack


def missing_rows(names: Iterable[str]) -> tuple[Row, ...]:
    """Return what is missing in a request, and how to mend it.

    What was recorded in words of one's own, before there were names, is in one language and is not sent.
    """
    book = reasons()
    lacking = dict.fromkeys(book.missing.get(name, book.unnamed) for name in names)
    return tuple({"what": each.what, "mend": each.mend} for each in lacking)


def why_open(names: Iterable[str]) -> Words:
    """Return why a case stays open. What a worker wrote for the record is in one language and is not sent."""
    book = reasons().why_open
    said = [book[name] for name in dict.fromkeys(names) if name in book] or [book[OTHER]]
    return Words(" ".join(words.en for words in said), " ".join(words.es for words in said))


def declined_values(law: LawInForce, rules: Iterable[str]) -> dict[str, Value]:
    """Return what a letter says of a declined request, from the rules that forbid it, as the policy has them.

    The gravest of them gives the answer. A person who may not ask hears that and nothing else of the case. Raises
    CannotWrite where none of the rules stands on that day.
    """
    wanted = tuple(rules)
    bars = [standing for standing in law.requests if standing.id in wanted and standing.rule.text.outcome in ORDER]
    if not bars:
        raise CannotWrite("request_declined", lack("reasons", "no_rule_forbids_it"))
    outcome = min((standing.rule.text.outcome for standing in bars), key=ORDER.index)
    told = [standing for standing in bars if outcome != NOT_THE_PERSON or standing.rule.text.outcome == outcome]
    answer = law.policy.answers[outcome]
    return {
        "answer_heading": named(law, answer.heading),
        "answer_plain": named(law, answer.plain),
        "reasons": tuple({"say": _said(law, standing)} for standing in told),
    }


def _said(law: LawInForce, standing: Standing) -> Words:
    text = standing.rule.text
    parts = [named(law, part) for part in (text.plain, text.way_on) if part != NO_WORDS]
    return Words(" ".join(part.en for part in parts), " ".join(part.es for part in parts))
