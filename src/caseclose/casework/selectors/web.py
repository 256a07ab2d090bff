"""Whose an act on the web is: by the code of a letter and the name on it, or by number, name and birth date.

Each asks the records the same questions whether there is such a case or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from caseclose.casework.models import Case, OutboxMessage, Participant, Person, WebFiling
from caseclose.casework.services.mail.codes import mark_of
from caseclose.casework.services.outbox.messages import MAIL_VENDOR, RECIPIENT
from caseclose.casework.services.web.names import as_compared, is_last_name, is_whole_name
from caseclose.casework.services.web.references import mark_of_reference
from caseclose.law.safeguards import web_limits

_OF_A_PERSON = ("given_name", "family_name", "family_violence", "substitute_address", "safe_contact")


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says that they are: the person who opened the case with this number."""

    number: str
    given: str
    family: str
    born_on: date | None


def letter_of_code(code: str, name: str, on: date) -> OutboxMessage | None:
    """Return the letter to the recipient that bears this code, where the name is theirs and the code has not ended."""
    return letter_of_mark(mark_of(code), name, on)


def letter_of_mark(mark: str, name: str, on: date) -> OutboxMessage | None:
    """Return the same letter by the fingerprint of its code.

    A code that leads nowhere is held against another letter, and then that is put away: whether there is such a code
    must not be told by the time.
    """
    number = _number_of_mark(mark)
    letter = _letter_from(number)
    person = reader_of(letter.case if letter else None)
    known = is_last_name(name, person) if person else False
    if letter is None:
        return None
    theirs = letter.pk == number and letter.party == MAIL_VENDOR and letter.body.get("whom", "") == RECIPIENT
    ended = on > letter.made_on + timedelta(days=web_limits().code_days)
    return letter if theirs and known and not ended and letter.case.kind != Case.Kind.DESTROYED else None


def _number_of_mark(mark: str) -> int:
    """Return the number of the letter of whose code this is the fingerprint; 0 where there is none.

    Who may go through all codes could read all letters, so the database leads from one to the other by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_message_of_code(%s)", [mark])
        (number,) = cursor.fetchone()
    return int(number or 0)


def _letter_from(number: int) -> OutboxMessage | None:
    """Return the letter of this number or the first after it, with what the public site may know of its case."""
    found = OutboxMessage.objects.filter(pk__gte=number).order_by("pk").select_related("case__opened_by")
    return found.only("party", "body", "made_on", "case__kind", *_named("case__opened_by")).first()


def _named(person: str) -> list[str]:
    """Return what the public site may know of a person, as the records call it."""
    return [f"{person}__{name}" for name in _OF_A_PERSON]


def reader_of(case: Case | None) -> Person | None:
    """Return who gets the letters to the recipient: the person who opened the case, else the custodial party.

    The records are asked for the party in any case, and where there is no case too.
    """
    part = Participant.objects.filter(case_id=case.number if case else "", role=Participant.Role.CUSTODIAL_PARTY)
    found = part.select_related("person").only("case", *_named("person")).order_by("pk").first()
    opener = case.opened_by if case else None
    return opener or (found.person if found else None)


def case_of_mark(mark: str, name: str, on: date) -> str | None:
    """Return the number of the case that the fingerprint of a letter's code leads to; None where it leads nowhere."""
    letter = letter_of_mark(mark, name, on)
    return letter.case_id if letter else None


def case_of_claim(claim: Claim) -> str | None:
    """Return the number of the case whose opener this is, by number, whole name and birth date; None where none is."""
    typed = as_compared(claim.number)
    numbers = {claim.number.strip(), typed, typed.upper()}
    for case in Case.objects.filter(number__in=numbers).select_related("opened_by").order_by("number"):
        person = case.opened_by
        if case.kind == Case.Kind.DESTROYED or person is None or person.born_on is None:
            continue
        if person.born_on == claim.born_on and is_whole_name(claim.given, claim.family, person):
            return case.number
    return None


def filing_of(reference: str, name: str) -> WebFiling | None:
    """Return the act that was given this reference under this name; None where there is none."""
    found = WebFiling.objects.filter(reference=mark_of_reference(reference, name))
    return found.select_related("paper").only("kind", "paper__arrived_at").first()
