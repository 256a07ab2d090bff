"""Who goes which way: people of whom some are on record and some are not, with codes of which some lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from caseclose.casework.models import Office
from caseclose.casework.services.mail.drawn import drawn_code
from caseclose.casework.services.web.drafts import drawn_secret, keep_draft
from caseclose.law.safeguards import web_limits
from caseclose.web.clock import now
from tests.casework.filing import ASKS, a_case, sends
from tests.proofs.secrecy_visitor import Visitor
from tests.proofs.secrecy_ways import (
    NOT_THERE,
    NOTICED,
    THERE,
    Pages,
    Person,
    answering,
    asking,
    coming_back,
    going_on,
    guessing,
    seen,
    sending,
)
from tests.public.acting import a_noticed_case, weighs

QUICK = 3
OTHER_NAME = f"Naker {THERE}"
ON_LETTER, NOT_ON_LETTER = f"Maker {NOTICED}", f"Naker {NOTICED}"
STRANGERS = {"there": Person(), "not there": Person(number=NOT_THERE), "another name": Person(family=OTHER_NAME)}
"""Who asks about a case: the first is on record, the second names no case, the third a case of somebody else."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A way, who goes it, and which of its pages are timed. With the first of the people the others are compared.

    A way on which nothing is printed is quick, and is gone so many `times` as often.
    """

    way: Callable[[Visitor, Person], Pages]
    people: Mapping[str, Person]
    timed: frozenset[str]
    times: int = 1


PLANTED_IN = Tried(sending, {name: STRANGERS[name] for name in ("there", "not there")}, frozenset({"ask_sign, sent"}))
"""What is tried with defects, and in the small run."""


def records() -> str:
    """Make the records that some of them are on; return the code of a letter."""
    Office.objects.get_or_create(
        code="ca", defaults={"state": "ca", "name": "An office", "zone": "America/Los_Angeles"}
    )
    a_case(THERE)
    return a_noticed_case(NOTICED)


def everybody(code: str) -> dict[str, Tried]:
    """Return every way with those who go it. `code` is that of the letter to the person with the noticed case."""
    made, reference = drawn_code(), sends("request", ASKS | {"number": NOT_THERE}).reference
    on_letter, off_letter = {"family": ON_LETTER}, {"family": NOT_ON_LETTER}
    guesses = {
        "made code": Person(code=made, **off_letter),
        "code of a letter, another name": Person(code=code, **off_letter),
        "reference, another name": Person(code=reference, **off_letter),
    }
    answers = {
        "made code": Person(code=made, **on_letter),
        "code of a letter": Person(code=code, **on_letter),
        "code of a letter, another name": Person(code=code, **off_letter),
    }
    kept = frozenset({"ask_you", "ask_sign, sent", "follow", "follow, take back", "follow, taken back"})
    return {
        "asking": Tried(asking, STRANGERS, kept),
        "guessing": Tried(guessing, guesses, frozenset({"follow, guessed", "follow, a letter guessed"}), QUICK),
        "weighed": Tried(seen, _weighed(), frozenset({"follow"}), QUICK),
        "answering": Tried(answering, answers, frozenset({"answer, the code", "answer, sent"})),
        "coming back": Tried(coming_back, STRANGERS, frozenset({"back, sent"})),
        "going on": Tried(going_on, _unfinished(), frozenset({"ask_again"}), QUICK),
    }


def _weighed() -> dict[str, Person]:
    """Return people whose requests were held against the records: one was taken, one is about no case."""
    family = STRANGERS["there"].family
    filed = {
        name: sends("request", ASKS | {"family": family, "number": number}, caller=name).reference
        for name, number in (("there", THERE), ("not there", NOT_THERE))
    }
    weighs()
    return {name: Person(code=reference) for name, reference in filed.items()}


def _unfinished() -> dict[str, Person]:
    """Return people with secrets of drafts: of none, and of one that has ended."""
    ended = drawn_secret()
    keep_draft(ended, {"safety": "no"}, now() - timedelta(hours=web_limits().draft_hours + 1))
    return {"made secret": Person(code=drawn_secret()), "ended draft": Person(code=ended)}
