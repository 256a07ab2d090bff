"""What was keyed in, in words, as names and answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseclose.staff.screens.intake import words
from caseclose.staff.wording import Wording, said

_ANSWERS: dict[str, Wording] = {
    "signed": words.YES_NO,
    "may_ask": words.YES_NO_UNKNOWN,
    "stop": words.SERVICES,
    "cash_aid": words.AID,
    "medicaid": words.AID,
    "foster_care": words.AID,
    "safety": words.SAFETY,
}


def in_words(keyed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what was said: what was asked, and the answer, in the order of the form."""
    return list(_pairs(keyed))


def _pairs(keyed: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, asked in words.SAID.items():
        answer = keyed.get(name)
        if answer:
            known = _ANSWERS.get(name)
            answers = answer if isinstance(answer, list) else [answer]
            yield str(asked), "; ".join(said(known, each) if known else str(each) for each in answers)
