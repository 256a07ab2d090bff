"""Whether the person or agency that money is for can be paid. It says what is in the way, and names nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from caseclose.casework.models import Disbursement, OtherAgency, Participant

Payee = Disbursement.Payee
Role = Participant.Role
_PARTS = {
    Role.CUSTODIAL_PARTY: Payee.FAMILY,
    Role.NONCUSTODIAL_PARENT: Payee.BACK,
    Role.ALLEGED_FATHER: Payee.BACK,
}
NOBODY, SEVERAL, DIED, NO_ADDRESS = (
    "nobody on the case is the one it is for",
    "more than one person on the case may be the one it is for",
    "the person it is for has died",
    "no address of the person it is for is known",
)
NO_AGENCY = "no agency that asked for our help is on record"


def in_the_way(cases: Iterable[str], on: date) -> dict[tuple[str, str], str]:
    """Return for each case and payee what keeps money from being paid on the day; an empty text where nothing does."""
    cases = list(cases)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    parts = Participant.objects.filter(case_id__in=cases, role__in=_PARTS).select_related("person")
    for part in parts:
        person = part.person
        reason = ""
        if person.died_on is not None and person.died_on <= on:
            reason = DIED
        elif not (person.mailing_address or person.substitute_address):
            reason = NO_ADDRESS
        found[part.case_id, _PARTS[Role(part.role)]].append(reason)
    said: dict[tuple[str, str], str] = {
        (case, payee): _of(found.get((case, payee), [])) for case in cases for payee in (Payee.FAMILY, Payee.BACK)
    }
    shares = Q(ended_on=None) | Q(ended_on__gt=on)
    known = OtherAgency.objects.filter(shares, case_id__in=cases, role=OtherAgency.Role.INITIATING, begun_on__lte=on)
    with_agency = set(known.values_list("case_id", flat=True))
    return said | {(case, Payee.AGENCY): "" if case in with_agency else NO_AGENCY for case in cases}


def _of(people: list[str]) -> str:
    if not people:
        return NOBODY
    return people[0] if len(people) == 1 else SEVERAL
