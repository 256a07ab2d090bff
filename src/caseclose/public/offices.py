"""The offices of a state in words, with what of them was seen in an official text."""

from __future__ import annotations

from dataclasses import dataclass

from caseclose.law.written_states import OfficeText
from caseclose.public.place import Place


@dataclass(frozen=True, slots=True)
class Office:
    """An office: what it is called, how to ask it, and the ways to reach it. `not_read` names those to check first."""

    name: str
    how_to_ask: str
    phone: str
    fax: str
    email: str
    address: tuple[str, ...]
    not_read: tuple[str, ...]


def offices_of(place: Place) -> list[Office]:
    """Return the offices of the reader's state: first those that take requests."""
    offices = place.law.policy.layer(place.state).offices.values()
    return [_office(place, each) for each in sorted(offices, key=lambda office: not office.takes_requests)]


def _office(place: Place, office: OfficeText) -> Office:
    return Office(
        place.say(office.name),
        place.say(office.how_to_ask),
        office.phone,
        office.fax,
        office.email,
        tuple(office.address),
        office.not_read,
    )
