"""Reading what is protected about a person on a case: whoever asks says why, and the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from caseclose.casework.models import Participant, Person
from caseclose.casework.services import journal
from caseclose.casework.services.locking import lock_living_case
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import STAFF
from caseclose.law.values import BadValue, read_text

REASON_LENGTH = 300
READ = "ProtectedRead"


@dataclass(frozen=True, slots=True)
class ReadProtected:
    """Read what is kept about a person on a case, because of something."""

    person: int
    because: str
    name: ClassVar[str] = "read_protected"


@dataclass(frozen=True, slots=True)
class OpenProtected:
    """Open something of a case that is protected, because of something.

    `opens` is "paper", "told" (what was told without a paper) or "findings"; `which` is the number of the first two.
    """

    opens: str
    which: int
    because: str
    name: ClassVar[str] = "open_protected"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is kept about a person: the name, how the person may be reached, and where letters may go.

    Where there is an address that stands for the person's own, that one alone is shown. It does not say why.
    """

    person: int
    name: str
    role: str
    contact: str
    language: str
    address: tuple[str, ...]


def read_protected(*, number: str, asked: ReadProtected, by: Actor, on: date, at: datetime) -> Shown:
    """Return what is kept about a person on case `number`, and write into the journal who read it and why.

    Every reading is told, the same one sent twice too. Raises Refused where no reason is given, the person is not on
    the case, or the actor may not; nothing is shown then.
    """
    require_role(by, STAFF, asked.name)
    because = reason_given(asked.because)
    with transaction.atomic():
        lock_living_case(number)
        part = Participant.objects.filter(case=number, person=asked.person).select_related("person").first()
        if part is None:
            raise Refused("nobody_of_this_case")
        body = {"person": part.person_id, "role": part.role, "reason": because}
        journal.append([journal.Line(number, None, READ, on, at, by.name, by.role.value, body)])
    return _shown(part)


def open_protected(*, number: str, asked: OpenProtected, by: str, role: str, on: date, at: datetime) -> None:
    """Write into the journal who opens what is protected on case `number`, and why. Raises Refused without a reason.

    Who may is for the faces to say: an auditor, who takes no steps, has no role in the table of steps.
    """
    because = reason_given(asked.because)
    with transaction.atomic():
        lock_living_case(number)
        body = {"rule": asked.opens, "which": asked.which, "reason": because}
        journal.append([journal.Line(number, None, READ, on, at, by, role, body)])


def reason_given(said: str) -> str:
    """Return a reason as it is kept, on one line. Raises Refused where there is none, or it cannot be kept."""
    if not said.strip():
        raise Refused("reason_needed")
    try:
        return read_text(said.replace("\r", "").replace("\n", " "), REASON_LENGTH)
    except BadValue as error:
        raise Refused("reason_not_usable", reason=str(error)) from None


def _shown(part: Participant) -> Shown:
    person: Person = part.person
    name = " ".join(filter(None, (person.given_name, person.family_name)))
    address = tuple(person.substitute_address or person.mailing_address)
    return Shown(person.pk, name, part.role, person.safe_contact, person.language, address)
