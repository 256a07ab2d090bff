"""Changing how a person is reached: mailing address, safe way of contact, language. With a reason.

The journal tells what was changed in every case of the person, and neither the address nor what it was before. Letters
that wait in the mail room are made anew from the records, or left to a person where the policy lets none go there: the
mail room looks again when it makes them and when it hands them over, and this locks what it looks at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from caseclose.casework.models import JournalEntry, OutboxMessage, Person
from caseclose.casework.selectors.case_page import is_protected
from caseclose.casework.services import journal, keys
from caseclose.casework.services.contact.consents import lock_person
from caseclose.casework.services.outbox.messages import MAIL_VENDOR
from caseclose.casework.services.reading_protected import READ, reason_given
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import STAFF
from caseclose.law.safeguards import protected_limits
from caseclose.law.values import BadValue, read_text
from caseclose.letters.words import LANGUAGES

CHANGED = "ReachChanged"
ADDRESS, CONTACT, LANGUAGE = "reach_address", "reach_contact", "reach_language"
LINES, LINE_LENGTH = 5, 64
"""How many lines an address has at most, and how long one may be: what an envelope with a window shows."""
_SHORT = 3
"""A line of an address that is shorter tells nothing, and may stand in a reason."""


@dataclass(frozen=True, slots=True)
class ChangeReach:
    """Change how a person is reached, because of something. What is empty stays. The address is given apart."""

    person: int
    contact: str
    language: str
    because: str
    name: ClassVar[str] = "change_reach"


@dataclass(frozen=True, slots=True)
class ReachChanged:
    """What was changed, and how many letters of the case wait in the mail room and are looked at anew."""

    case: str
    changed: tuple[str, ...]
    letters: int
    repeated: bool = False


def change_reach(
    *, number: str, change: ChangeReach, address: Sequence[str], by: Actor, on: date, at: datetime, key: str = ""
) -> ReachChanged:
    """Change how a person on case `number` is reached. An empty `address` stays as it is.

    Raises Refused, also where nothing would change, the reason repeats an address, or the person has something to
    protect and the actor has not said why they need to see it; and KeyReused. Nothing has changed then.
    """
    require_role(by, STAFF, change.name)
    because, lines = reason_given(change.because), _usable(address)
    with transaction.atomic():
        person, cases = lock_person(number, change.person)
        before = keys.answer_given(key, number, change)
        if before is not None:
            return _again(number, person, lines, before, key)
        _opened(person, number, by, at)
        _told_apart(because, [*lines, *person.mailing_address])
        changed = _changed(person, change, lines)
        if not changed:
            raise Refused("reach_as_before")
        person.save(update_fields=["mailing_address", "safe_contact", "language"])
        body = {"person": person.pk, "changed": changed}
        reasons = {number: {"reason": because}}
        journal.append([_line(case, {**body, **reasons.get(case, {})}, by, on, at) for case in cases])
        letters = OutboxMessage.objects.filter(case=number, party=MAIL_VENDOR, state__in=_WAITS).count()
        keys.spend(key, number, change, {"changed": changed, "letters": letters}, on)
    return ReachChanged(number, tuple(changed), letters)


_WAITS = (OutboxMessage.State.WAITING, OutboxMessage.State.BATCHED)


def _again(number: str, person: Person, lines: Sequence[str], before: dict[str, object], key: str) -> ReachChanged:
    """Give the answer that was given before. Raises KeyReused where another address is asked for under the same key."""
    changed = before["changed"]
    if not isinstance(changed, list) or (lines and list(lines) != person.mailing_address):
        raise keys.KeyReused(key)
    return ReachChanged(number, tuple(changed), int(str(before["letters"])), repeated=True)


def _usable(address: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of an address as they are kept. Raises Refused, which does not repeat them."""
    lines = tuple(line.strip() for line in address if line.strip())
    if lines and not 1 < len(lines) <= LINES:
        raise Refused("mailing_address_not_usable", most=LINES, longest=LINE_LENGTH)
    try:
        return tuple(read_text(line, LINE_LENGTH) for line in lines)
    except BadValue:
        raise Refused("mailing_address_not_usable", most=LINES, longest=LINE_LENGTH) from None


def _opened(person: Person, number: str, by: Actor, at: datetime) -> None:
    """Refuse where a person has something to protect and the actor did not say lately why they need to see it."""
    if not is_protected(person):
        return
    since = at - protected_limits().open_span
    read = JournalEntry.objects.filter(case=number, kind=READ, by=by.name, at__gt=since, at__lte=at)
    if not any(entry.said.get("person") == person.pk for entry in read):
        raise Refused("say_why_first")


def _told_apart(because: str, lines: Sequence[str]) -> None:
    """Refuse a reason that repeats a line of the address: the journal keeps reasons for good."""
    said = because.casefold()
    if any(len(line) > _SHORT and line.casefold() in said for line in lines):
        raise Refused("reason_repeats_address")


def _changed(person: Person, change: ChangeReach, lines: Sequence[str]) -> list[str]:
    """Change the person, not yet stored; return what was changed. Raises Refused where there is no such value."""
    if change.contact not in ("", *Person.Contact.values) or change.language not in ("", *LANGUAGES):
        raise Refused("no_such_reach", contacts=Person.Contact.values, languages=LANGUAGES)
    before = (person.mailing_address, person.safe_contact, person.language)
    person.mailing_address = list(lines) or person.mailing_address
    person.safe_contact = change.contact or person.safe_contact
    person.language = change.language or person.language
    now = (person.mailing_address, person.safe_contact, person.language)
    names = (ADDRESS, CONTACT, LANGUAGE)
    return [name for name, was, new in zip(names, before, now, strict=True) if was != new]


def _line(case: str, body: dict[str, object], by: Actor, on: date, at: datetime) -> journal.Line:
    return journal.Line(case, None, CHANGED, on, at, by.name, by.role.value, body)
