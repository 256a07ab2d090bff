"""To whom a letter goes, and where: by what the person told us of safe contact, and by the policy for such a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caseclose.casework.models import AgencyAddress, Case, OutboxMessage, Participant, Person
from caseclose.casework.services.outbox.messages import OTHER_PARENT
from caseclose.law.policy import FEDERAL, Policy
from caseclose.letters.facts import Addressee
from caseclose.letters.refused import CannotWrite, Lack, lack
from caseclose.letters.words import LANGUAGES

_POSTAL = re.compile(r"\b(\d{5})(?:-\d{4})?\s*$")
_PARENTS = (Participant.Role.NONCUSTODIAL_PARENT,)


@dataclass(frozen=True, slots=True)
class Reached:
    """Who gets a letter, in which language and print, and the code of the post office, if it is known."""

    to: Addressee
    lang: str
    large: bool = False

    @property
    def postal(self) -> str:
        """The five digits at the end of the address; empty where there are none."""
        found = _POSTAL.search(self.to.lines[-1]) if self.to.lines else None
        return found[1] if found else ""


def reach(
    message: OutboxMessage, case: Case, parts: Sequence[Participant], agency: AgencyAddress | None, policy: Policy
) -> Reached:
    """Find out to whom and where the letter of `message` goes. Raises CannotWrite with what a person must do first."""
    if "agency" in message.body:
        return _agency(agency)
    person = addressee(message, case, parts)
    lines = _lines(person, case.state, policy)
    name = " ".join(f"{person.given_name} {person.family_name}".split())
    lang = person.language if person.language in LANGUAGES else LANGUAGES[0]
    return Reached(Addressee(name, lines), lang, person.large_print)


def addressee(message: OutboxMessage, case: Case, parts: Sequence[Participant]) -> Person:
    """Return the person to whom a letter goes that is not for an agency. Raises CannotWrite where nobody is there."""
    return _other_parent(parts) if message.body.get("whom") == OTHER_PARENT else _recipient(case, parts)


def _agency(agency: AgencyAddress | None) -> Reached:
    if agency is None:
        raise CannotWrite("", lack("agency", "agency_without_address"))
    return Reached(Addressee(agency.name, tuple(agency.mailing_address)), LANGUAGES[0])


def _recipient(case: Case, parts: Sequence[Participant]) -> Person:
    """The person who opened the case, or else the custodial party."""
    custodial = [part.person for part in parts if part.role == Participant.Role.CUSTODIAL_PARTY]
    found = [case.opened_by] if case.opened_by is not None else custodial
    return _alive(found)


def _other_parent(parts: Sequence[Participant]) -> Person:
    return _alive([part.person for part in parts if part.role in _PARENTS])


def _alive(people: Sequence[Person]) -> Person:
    living = [person for person in people if person.died_on is None]
    if not living:
        raise CannotWrite("", lack("to", "has_died" if people else "nobody_on_record"))
    return living[0]


def _lines(person: Person, state: str, policy: Policy) -> tuple[str, ...]:
    """Return the address that the policy for such a record names."""
    ways = policy.addressing(state if state in policy.layers else FEDERAL)
    substitute = bool(person.substitute_address)
    contact, flagged = person.safe_contact, person.family_violence
    fitting = (each for each in ways if each.fits(contact=contact, substitute=substitute, family_violence=flagged))
    way = next(fitting, None)
    if way is None or way.use == "person":
        raise CannotWrite("", Lack("to", way.say) if way else lack("to", "no_address_by_policy"))
    return tuple(person.substitute_address if way.use == "substitute" else person.mailing_address)
