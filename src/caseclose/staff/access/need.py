"""Which cases an account may see: its office's, or any office's where its role needs that, and never its own.

A sealed case is there for those alone who are named in its seal.
"""

from __future__ import annotations

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value

from caseclose.casework.models import Case
from caseclose.casework.selectors.cases import case_numbered
from caseclose.staff.models import Account, Conflict, Seal
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
    found = case_numbered(number).select_related("seal").filter(~Exists(own), ~Exists(_sealed_from(account, number)))
    return (found if sees_any_office(account) else found.filter(office=account.office_id)).first()


def hidden_case(account: Account) -> Q:
    """Return the condition that a case is one that the account must not see whatever its role."""
    own = Q(case=OuterRef("pk")) | Q(person__parts__case=OuterRef("pk"))
    return Q(Exists(Conflict.objects.filter(own, account=account))) | Q(
        Exists(_sealed_from(account).filter(case=OuterRef("pk")))
    )


def cases_hidden_from(account: Account) -> list[str]:
    """Return the numbers of the cases that the account must not see whatever its role: they are few."""
    own = Conflict.objects.filter(account=account).values_list("case", "person__parts__case")
    sealed = _sealed_from(account).values_list("case", Value(None, CharField()))
    return [number for pair in own.union(sealed) for number in pair if number]


def _sealed_from(account: Account, number: str = "") -> QuerySet[Seal]:
    """Return the seals that keep the account out: on the case of this number, or on any."""
    seals = Seal.objects.exclude(may_open__contains=[account.pk])
    return seals.filter(case=number) if number else seals
