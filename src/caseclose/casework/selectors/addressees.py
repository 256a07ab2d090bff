"""Who can be written to."""

from __future__ import annotations

from collections.abc import Sequence

from caseclose.casework.models import Participant, Person


def with_other_parent(numbers: Sequence[str]) -> frozenset[str]:
    """Return those of the cases that have a noncustodial parent with an address, who may be written to."""
    parents = Participant.objects.filter(
        case__among=numbers, role=Participant.Role.NONCUSTODIAL_PARENT, person__died_on=None
    )
    reached = parents.exclude(person__mailing_address=[]).exclude(person__safe_contact=Person.Contact.NONE)
    return frozenset(reached.values_list("case", flat=True))
