"""How the grown people on a case are reached: by mail, and who agreed to be told by e-mail or text, for screens.

No e-mail address and no phone number is whole here. Of a person with something to protect it says only that there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseclose.casework.models import OutboxMessage, Participant, Person
from caseclose.casework.selectors.case_page import is_protected
from caseclose.casework.selectors.electronic import SEND, OnCase, on_cases, way_of
from caseclose.casework.services.outbox.messages import MESSENGER

OPENED = "opened the case"
HIDES = "•••"
_SHOWN = 4


def people_reached(number: str, lang: str) -> list[dict[str, Any]]:
    """Return each grown person on the case: part, name and address, what they agreed to, and whether messages go.

    `why` says why messages go or do not. Where it would tell that somebody is flagged, it is "protects".
    """
    on_case = on_cases([number])[number]
    parts = {part.person_id: part.role for part in on_case.parts}
    last = _last_messages(number)
    careful = any(is_protected(each) for each in on_case.people.values())
    return [
        _person(person, parts.get(pk, OPENED), on_case, last, lang, careful=careful)
        for pk, person in on_case.people.items()
        if parts.get(pk) != Participant.Role.CHILD
    ]


def _last_messages(number: str) -> Mapping[int, dict[str, Any]]:
    """Return the newest message to each person: how far it came, and when."""
    rows = OutboxMessage.objects.filter(case=number, party=MESSENGER).order_by("pk")
    return {row["body"]["person"]: dict(row) for row in rows.values("body", "state", "made_on", "sent_on")}


def _person(
    person: Person, role: str, on_case: OnCase, last: Mapping[int, dict[str, Any]], lang: str, *, careful: bool
) -> dict[str, Any]:
    shown = {"person": person.pk, "role": role, "protected": is_protected(person)}
    if shown["protected"]:
        return shown
    way = way_of(person, on_case)
    message = last.get(person.pk)
    return {
        **shown,
        "name": " ".join(filter(None, (person.given_name, person.family_name))),
        "address": person.mailing_address,
        "contact": person.safe_contact,
        "language": person.language,
        "died_on": person.died_on,
        "channel": person.electronic_channel,
        "masked": masked(person.electronic_channel, person.electronic_address),
        "agreed_on": person.electronic_consent_on,
        "ended_on": None if person.agrees else person.electronic_ended_on,
        "sends": way is not None and way.use == SEND,
        "why": "" if way is None else "protects" if careful and way.id == "flagged" else way.say[lang],
        "message": {name: message[name] for name in ("state", "made_on", "sent_on")} if message else None,
    }


def masked(channel: str, address: str) -> str:
    """Return enough of an address to tell it from another, and not enough to use it; nothing where there is none."""
    if not address:
        return ""
    if channel == Person.Channel.EMAIL:
        name, _, place = address.partition("@")
        return f"{name[:1]}{HIDES}@{place[:1]}{HIDES}"
    return f"{HIDES} {address[-_SHOWN:]}"
