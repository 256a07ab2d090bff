"""Which cases an account may see: its office's, or any office's where its role needs that, and never its own."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from caseclose.casework.models import Case
from caseclose.casework.selectors.cases import case_numbered
from caseclose.staff.models import Account, Conflict
from caseclose.staff.roles import StaffRole

ANY_OFFICE = (StaffRole.AUDITOR,)
"""Roles whose work is not bound to one office."""


def sees_any_office(account: Account) -> bool:
    """Say whether the account's work is not bound to one office."""
    return account.has(*ANY_OFFICE)


def case_seen_by(account: Account, number: str) -> Case | None:
    """Return the case with its office; None where there is none, and just so where the account must not see it."""
    if not number.isprintable():
        return None  # no number of a case has such signs, and the database takes none of them
    own = Conflict.objects.filter(Q(case=number) | Q(person__parts__case=number), account=account)
    found = case_numbered(number).filter(~Exists(own))
    return (found if sees_any_office(account) else found.filter(office=account.office_id)).first()


def hidden_case(account: Account) -> Exists:
    """Return the condition that a case is one that the account must not see whatever its role."""
    own = Q(case=OuterRef("pk")) | Q(person__parts__case=OuterRef("pk"))
    return Exists(Conflict.objects.filter(own, account=account))


def cases_hidden_from(account: Account) -> list[str]:
    """Return the numbers of the cases that the account must not see whatever its role: they are few."""
    found = Conflict.objects.filter(account=account)
    return [number for pair in found.values_list("case", "person__parts__case") for number in pair if number]
