"""Names as they are compared: without accents, case, spaces and dashes, in which people and records differ."""

from __future__ import annotations

import unicodedata

from caseclose.casework.models import Person


def as_compared(name: str) -> str:
    """Return a name with only its letters and digits, none of them large or with an accent."""
    apart = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in apart.casefold() if sign.isalnum())


def is_last_name(said: str, person: Person) -> bool:
    """Say whether somebody who says this name could be the person: their family name, or their whole name."""
    whole = f"{person.given_name} {person.family_name}"
    said = as_compared(said)
    return bool(said) and said in {as_compared(person.family_name), as_compared(whole)}


def is_whole_name(given: str, family: str, person: Person) -> bool:
    """Say whether this is the name of the person, given name and family name."""
    return bool(as_compared(family)) and (as_compared(given), as_compared(family)) == (
        as_compared(person.given_name),
        as_compared(person.family_name),
    )
