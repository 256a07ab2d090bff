"""Words for what a step of a closing names: what is missing, why a case stays open, and why a request is declined."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from caseclose.closure.request import NOT_THE_PERSON, ORDER, named
from caseclose.law.errors import nearest
from caseclose.law.in_force import LawInForce, Standing
from caseclose.law.written import NO_WORDS, Words
from caseclose.letters.facts import Row, Value
from caseclose.letters.refused import CannotWrite, Lack
from caseclose.letters.words import room

_OTHER = "other"


@cache
def _book() -> dict[str, Any]:
    return tomllib.loads(room().joinpath("sayings.toml").read_text(encoding="utf-8"))


def missing_rows(names: Iterable[str]) -> tuple[Row, ...]:
    """Return what is missing in a request, and how to mend it. Raises CannotWrite for a name that nobody knows."""
    known = _book()["missing"]
    for name in names:
        if name not in known:
            raise CannotWrite("request_returned", [Lack("missing", f"'{name}' is not known.{nearest(name, known)}")])
    return tuple({"what": Words(**known[name]["what"]), "mend": Words(**known[name]["mend"])} for name in names)


def why_open(reasons: Iterable[str]) -> Words:
    """Return why a case stays open. What a worker wrote for the record is in one language and is not sent."""
    known = _book()["why_open"]
    return Words(**known[next((reason for reason in reasons if reason in known), _OTHER)]["say"])


def declined_values(law: LawInForce, reasons: Iterable[str]) -> dict[str, Value]:
    """Return what a letter says of a declined request, from the rules that forbid it, as the policy has them.

    The gravest of them gives the answer. A person who may not ask hears that and nothing else of the case. Raises
    CannotWrite where none of the rules stands on that day.
    """
    wanted = tuple(reasons)
    bars = [standing for standing in law.requests if standing.id in wanted and standing.rule.text.outcome in ORDER]
    if not bars:
        raise CannotWrite("request_declined", [Lack("reasons", "none of the rules that forbid the request stands")])
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
