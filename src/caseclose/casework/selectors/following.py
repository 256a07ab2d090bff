"""How a case stands for the person who got its letter, and what became of an act, by its reference.

Who has only a reference learns that the act arrived, and no more: anybody could have sent it, and nobody is to learn
from it whether there is such a case. Who has the code of a letter has the mail of the person on record: they see the
steps, the days, and the letters that went to them. Nothing of anybody else is among it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from caseclose.casework.models import Case, Closure, OutboxMessage, Person
from caseclose.casework.selectors.web import filing_of, letter_of_code, reader_of
from caseclose.casework.services.mail.codes import mark_of
from caseclose.casework.services.outbox.messages import MAIL_VENDOR, RECIPIENT
from caseclose.closure.state import REQUEST
from caseclose.closure.steps import BEFORE_CLOSING, Step
from caseclose.law.safeguards import web_limits

_SHOWN = ("step", "way", "begun_on", "noticed_on", "earliest_close_on", "closed_on", "outcome")


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter as it went: of which kind, when it was mailed or handed over, and the number under which it lies."""

    number: int
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Followed:
    """How a case stands. `letters` is empty where they are `hidden`: by policy, for somebody who may be at risk."""

    kind: str
    step: str
    way: str
    begun_on: date | None
    noticed_on: date | None
    earliest_close_on: date | None
    closed_on: date | None
    outcome: str
    letters: tuple[Sent, ...]
    hidden: bool
    answers: bool
    withdraws: bool
    open: bool


@dataclass(frozen=True, slots=True)
class FollowedAct:
    """What arrived, and when. `taken_back` says that its withdrawal arrived too."""

    kind: str
    arrived_at: datetime
    taken_back: bool


def case_followed(code: str, name: str, on: date) -> Followed | None:
    """Return how the case of a letter stands, for whoever has its code and the name on it; None where there is none."""
    letter = letter_of_code(code, name, on)
    if letter is None:
        return None
    case, person = letter.case, reader_of(letter.case)
    closure = Closure.objects.filter(case=case).order_by("-pk").values(*_SHOWN).first() or {}
    hidden = person is None or hides(person)
    step, way = closure.get("step", ""), closure.get("way", "")
    return Followed(
        kind=case.kind,
        step=step,
        way=way,
        begun_on=closure.get("begun_on"),
        noticed_on=closure.get("noticed_on"),
        earliest_close_on=closure.get("earliest_close_on"),
        closed_on=closure.get("closed_on"),
        outcome=closure.get("outcome", ""),
        letters=() if hidden else _letters(case),
        hidden=hidden,
        answers=step in {Step.NOTICED, Step.REPLIED},
        withdraws=way == REQUEST and step in BEFORE_CLOSING,
        open=case.open,
    )


def letter_followed(code: str, name: str, wanted: str, on: date) -> bytes | None:
    """Return a letter as it went, as a PDF, for whoever may see how its case stands; None where it is not theirs.

    `wanted` is its number, as it was typed.
    """
    found = case_followed(code, name, on)
    number = next((each.number for each in found.letters if str(each.number) == wanted), None) if found else None
    if number is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_letter_of_code(%s, %s)", [mark_of(code), number])
        (pdf,) = cursor.fetchone()
    return bytes(pdf) if pdf is not None else None


def act_followed(reference: str, name: str) -> FollowedAct | None:
    """Return what is told of an act to whoever has its reference; None where there is none."""
    filing = filing_of(reference, name)
    if filing is None:
        return None
    return FollowedAct(filing.kind, filing.paper.arrived_at, filing.followed_by.exists())


def hides(person: Person) -> bool:
    """Say whether the letters of a person are not shown on the web, as the policy has it."""
    known = {
        "family_violence": person.family_violence,
        "substitute_address": bool(person.substitute_address),
        "no_contact": person.safe_contact == Person.Contact.NONE,
    }
    return any(known[each] for each in web_limits().letters_hidden_for)


def _letters(case: Case) -> tuple[Sent, ...]:
    sent = OutboxMessage.objects.filter(
        case=case, party=MAIL_VENDOR, state=OutboxMessage.State.SENT, body__whom=RECIPIENT
    )
    rows = sent.order_by("-sent_on", "-pk").values_list("pk", "kind", "sent_on", "mailed_on")
    return tuple(Sent(number, kind, day) for number, kind, made, mailed in rows if (day := mailed or made))
