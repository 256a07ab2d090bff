"""Who is told by e-mail or text that a letter is on its way: by what they agreed to, and by the policy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from caseclose.casework.models import Case, Participant, Person
from caseclose.law.electronic import ElectronicWay
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped

SEND = "send"


@dataclass(frozen=True, slots=True)
class OnCase:
    """A case and the people on it, those who opened it among them."""

    case: Case
    parts: tuple[Participant, ...]
    people: Mapping[int, Person]


def on_cases(numbers: Collection[str], *, lock: bool = False) -> dict[str, OnCase]:
    """Return these cases with the people on them; these are locked where `lock` says so, in their order.

    The caller has locked the cases then.
    """
    cases = Case.objects.filter(number__among=numbers).select_related("office")
    parts = list(Participant.objects.filter(case__among=numbers).order_by("pk"))
    openers = {case.opened_by_id for case in cases if case.opened_by_id is not None}
    rows = Person.objects.filter(pk__in={part.person_id for part in parts} | openers).order_by("pk")
    people = {person.pk: person for person in (rows.select_for_update(no_key=True) if lock else rows)}
    found = {}
    for case in cases:
        mine = tuple(part for part in parts if part.case_id == case.number)
        for part in mine:
            part.person = people[part.person_id]
        if case.opened_by_id is not None:
            case.opened_by = people[case.opened_by_id]
        ids = {part.person_id for part in mine} | ({case.opened_by_id} if case.opened_by_id is not None else set())
        found[case.number] = OnCase(case, mine, {pk: people[pk] for pk in sorted(ids)})
    return found


def cases_with_consent(numbers: Collection[str]) -> frozenset[str]:
    """Return those of the cases on which somebody agreed to be told by e-mail or text, also if it no longer holds."""
    agreed = Person.objects.exclude(electronic_channel="")
    found = Case.objects.filter(number__among=numbers)
    found = found.filter(Q(participants__person__in=agreed) | Q(opened_by__in=agreed))
    return frozenset(found.values_list("number", flat=True))


def way_of(person: Person, on_case: OnCase) -> ElectronicWay | None:
    """Return the way that the policy has for a person who agreed; None where none fits, or the person did not agree."""
    address = person.electronic_address
    if not address or person.died_on is not None:
        return None
    others = [other for pk, other in on_case.people.items() if pk != person.pk]
    state = on_case.case.state
    ways = shipped().electronic_ways(state if state in shipped().layers else FEDERAL)
    fitting = (
        way
        for way in ways
        if way.fits(
            channel=person.electronic_channel,
            contact=person.safe_contact,
            flagged=any(each.family_violence for each in (person, *others)),
            shared=any(_same(address) in {_same(other.email), _same(other.text_phone)} for other in others),
            changed=person.electronic_contact != person.safe_contact,
        )
    )
    return next(fitting, None)


def _same(address: str) -> str:
    """An address as it is compared: two spellings of one address are no second address."""
    return address.strip().casefold()


def consents_on(number: str, lang: str = "en") -> list[dict[str, Any]]:
    """Return for each grown person on a case what they agreed to, and whether messages go to them and why.

    No address is among it.
    """
    on_case = on_cases([number])[number]
    roles = {part.person_id: part.role for part in on_case.parts}
    found = []
    for person in on_case.people.values():
        if roles.get(person.pk) != Participant.Role.CHILD:
            way = way_of(person, on_case)
            found.append(
                {
                    "person": person.pk,
                    "role": roles.get(person.pk, "opened the case"),
                    "by_what": person.electronic_channel,
                    "agreed_on": person.electronic_consent_on,
                    "ended_on": None if person.agrees else person.electronic_ended_on,
                    "address_on_record": bool(person.electronic_address),
                    "sends": way is not None and way.use == SEND,
                    "why": way.say[lang] if way is not None else "",
                }
            )
    return found
