"""What a rehearsed act would lead to, in words: what the record would say, who is told by which letter, what is let go.

The name and address of somebody who has something to protect stand on no letter that is shown before it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from caseclose.casework.models import Case, OutboxMessage, Participant
from caseclose.casework.selectors.case_page import is_protected
from caseclose.casework.selectors.history import Sentence, sentences
from caseclose.casework.selectors.letters.from_records import Gathered, Unwritable
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.selectors.task_words import words_in
from caseclose.casework.services.outbox.messages import OTHER_PARENT
from caseclose.casework.services.rehearsing import Rehearsed
from caseclose.law.reading import shipped
from caseclose.law.written import Words
from caseclose.letters.blocks import Composed
from caseclose.letters.composing import compose
from caseclose.letters.facts import Addressee
from caseclose.letters.refused import CannotWrite

MASKED = Words("Name and address are protected", "El nombre y la dirección están protegidos")
RECIPIENT, PARENT, AGENCY = "recipient", "other_parent", "agency"


@dataclass(frozen=True, slots=True)
class ForeseenLetter:
    """A letter that would go out: what it is called, to whom in the case, and itself, or what it lacks."""

    name: str
    to: str
    composed: Composed | None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeseenRelease:
    """A remedy with what would become of it: let go, or kept and why."""

    name: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Everything that an act would lead to, in the reader's language. Letters are in the language of who gets them.

    `becomes` is what the case would turn into by what was decided; empty where nothing of that was.
    """

    told: Sequence[Sentence]
    letters: Sequence[ForeseenLetter]
    messages: Sequence[str]
    releases: Sequence[ForeseenRelease]
    tasks: Sequence[tuple[date, str]]
    becomes: str


def foreseen(case: Case, rehearsed: Rehearsed, lang: str) -> Foreseen:
    """Say in words what the act that was rehearsed on a case would lead to."""
    parts = Participant.objects.filter(case=case).select_related("person") if rehearsed.letters else ()
    masked = any(is_protected(part.person) for part in parts)
    outcomes = [str(entry.said.get("outcome") or "") for entry in rehearsed.told]
    return Foreseen(
        told=sentences(rehearsed.told, lang, case.office.zone),
        letters=[_letter(each, lang, masked=masked) for each in rehearsed.letters],
        messages=[policy_name("says", each.body.get("says", ""), lang) or each.kind for each in rehearsed.messages],
        releases=[
            ForeseenRelease(policy_name("remedy", order.kind, lang) or order.kind, order.state, order.reason)
            for order in rehearsed.releases
        ],
        tasks=[
            (task.due_on, words_in(lang, words=task.words, says=task.says, said=task.said)) for task in rehearsed.tasks
        ],
        becomes=next(filter(None, outcomes), ""),
    )


def _letter(each: Gathered | Unwritable, lang: str, *, masked: bool) -> ForeseenLetter:
    name, to = policy_name("letter", each.message.kind, lang) or each.message.kind, _whom(each.message)
    if isinstance(each, Unwritable):
        return ForeseenLetter(name, to, None, tuple(lack.words[lang] for lack in each.lacks))
    told, theirs = each.facts, each.reached.lang
    if masked and to != AGENCY:
        told = replace(told, to=Addressee(MASKED[theirs], ("-",)))
    try:
        return ForeseenLetter(name, to, compose(shipped(), told, theirs))
    except CannotWrite as error:
        return ForeseenLetter(name, to, None, tuple(lack.words[lang] for lack in error.lacks))


def _whom(message: OutboxMessage) -> str:
    body: Mapping[str, object] = message.body
    if "agency" in body:
        return AGENCY
    return PARENT if body.get("whom") == OTHER_PARENT else RECIPIENT
