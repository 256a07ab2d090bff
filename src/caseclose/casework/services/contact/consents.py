"""A person's consent to be told by e-mail or text that a letter is on its way: recorded, withdrawn, ended.

The journal tells of it in every case that the person is on. Neither it nor any answer under a key holds an address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from caseclose.casework.models import Case, Person
from caseclose.casework.selectors.electronic import on_cases, way_of
from caseclose.casework.services import journal, keys
from caseclose.casework.services.contact.addresses import usable_address
from caseclose.casework.services.locking import lock_cases, lock_living_case
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK, Role
from caseclose.law.electronic import ElectronicWay

GIVEN, ENDED = "ElectronicConsentGiven", "ElectronicConsentEnded"
WITHDRAWN, CAME_BACK, STOPPED = "person_withdrew", "message_came_back", "person_answered_stop"
MAY = DESK | {Role.RECIPIENT}


@dataclass(frozen=True, slots=True)
class GiveConsent:
    """Record that the person agreed, on the day `given_on`, to be told by this channel."""

    person: int
    channel: str
    given_on: date
    name = "give_electronic_consent"


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    """Record that the person took the consent back, on the day `withdrawn_on`."""

    person: int
    withdrawn_on: date
    name = "withdraw_electronic_consent"


Asked = GiveConsent | WithdrawConsent


@dataclass(frozen=True, slots=True)
class ConsentDone:
    """What an act led to, and what the policy says of messages to the person now: its id, and why in English.

    `sends` says whether messages go. `repeated` is as for a closing.
    """

    case: str
    event: str
    sends: bool
    way: str = ""
    why: str = ""
    repeated: bool = False


def give_consent(
    *, number: str, consent: GiveConsent, address: str, by: Actor, on: date, at: datetime, key: str = ""
) -> ConsentDone:
    """Record a consent and the address that it is for. An earlier consent of the person no longer counts.

    Raises Refused, also where the address cannot be one, the day is yet to come, or something later is on record; and
    KeyReused. Nothing has changed then.
    """
    usable = usable_address(consent.channel, address)
    with _acting(number, consent, by, on, consent.given_on):
        person, cases = lock_person(number, consent.person)
        if keys.answer_given(key, number, consent) is not None:
            if person.agrees and person.electronic_address != usable:
                raise keys.KeyReused(key)
            return _done(number, GIVEN, person, repeated=True)
        last = max((day for day in (person.electronic_consent_on, person.electronic_ended_on) if day), default=None)
        if last is not None and consent.given_on < last:
            raise Refused("consent_not_newest", last=last)
        if consent.channel == Person.Channel.EMAIL:
            person.email = usable
        else:
            person.text_phone = usable
        person.electronic_channel, person.electronic_consent_on = consent.channel, consent.given_on
        person.electronic_contact, person.electronic_ended_on = person.safe_contact, None
        person.consent_recorded_here = True
        person.save(update_fields=_KEPT)
        body = {"person": person.pk, "by_what": consent.channel, "given_on": consent.given_on.isoformat()}
        journal.append([_line(case, GIVEN, body, by, on, at) for case in cases])
        keys.spend(key, number, consent, {"event": GIVEN}, on)
        return _done(number, GIVEN, person)


def withdraw_consent(
    *, number: str, withdrawal: WithdrawConsent, by: Actor, on: date, at: datetime, key: str = ""
) -> ConsentDone:
    """Record that a consent was withdrawn: nothing is sent any more. Withdrawn before, it changes nothing.

    Raises Refused, also where there is no consent on record or the day is yet to come; and KeyReused.
    """
    with _acting(number, withdrawal, by, on, withdrawal.withdrawn_on):
        person, cases = lock_person(number, withdrawal.person)
        if keys.answer_given(key, number, withdrawal) is not None:
            return _done(number, ENDED, person, repeated=True)
        if person.electronic_consent_on is None:
            raise Refused("no_electronic_consent")
        lines = end_consent(person, WITHDRAWN, withdrawal.withdrawn_on, cases, by=by, on=on, at=at)
        journal.append(lines)
        keys.spend(key, number, withdrawal, {"event": ENDED}, on)
        return _done(number, ENDED, person, repeated=not lines)


def end_consent(
    person: Person, why: str, ended_on: date, cases: Sequence[str], *, by: Actor, on: date, at: datetime
) -> list[journal.Line]:
    """End a consent that stands, and return what the journal is to say of it in these cases; nothing where none stands.

    The caller has locked the cases and the person. A consent that was given on a later day than it ended is over too:
    whoever wants no messages gets none until they agree anew.
    """
    if not person.agrees or person.electronic_consent_on is None:
        return []
    person.electronic_ended_on = max(ended_on, person.electronic_consent_on)
    person.save(update_fields=["electronic_ended_on"])
    body = {"person": person.pk, "by_what": person.electronic_channel, "ended_because": why}
    return [_line(case, ENDED, body, by, on, at) for case in cases]


_KEPT = ("email", "text_phone", "electronic_channel", "electronic_consent_on", "electronic_contact",
         "electronic_ended_on", "consent_recorded_here")  # fmt: skip


def _acting(number: str, asked: Asked, by: Actor, on: date, day: date) -> transaction.Atomic:
    """Return the transaction to act in. Raises Refused where the actor may not, or the day is yet to come."""
    require_role(by, MAY, asked.name)
    if day > on:
        raise Refused("day_of_consent_to_come", day=day, case=number)
    return transaction.atomic()


def lock_person(number: str, person: int) -> tuple[Person, list[str]]:
    """Lock the cases of a person who is on the case, and the person; return them. Raises Refused."""
    cases = Case.objects.filter(Q(participants__person=person) | Q(opened_by=person))
    numbers = set(cases.exclude(kind=Case.Kind.DESTROYED).values_list("number", flat=True))
    locked = lock_cases({*numbers, number})
    lock_living_case(number)
    if number not in numbers:
        raise Refused("person_not_on_case", person=person)
    return Person.objects.select_for_update(no_key=True).get(pk=person), sorted(locked & numbers)


def _line(case: str, kind: str, body: dict[str, object], by: Actor, on: date, at: datetime) -> journal.Line:
    return journal.Line(case, None, kind, on, at, by.name, by.role.value, dict(body))


def _done(number: str, event: str, person: Person, *, repeated: bool = False) -> ConsentDone:
    way: ElectronicWay | None = way_of(person, on_cases([number])[number])
    if way is None:
        return ConsentDone(number, event, sends=False, repeated=repeated)
    return ConsentDone(number, event, way.use == "send", way.id, way.say.en, repeated)
