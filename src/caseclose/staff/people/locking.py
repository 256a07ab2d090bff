"""Locks, so that two administrators who act at once cannot take the last one away."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from caseclose.closure.refused import Refused
from caseclose.staff.models import Account
from caseclose.staff.people.telling import By
from caseclose.staff.roles import StaffRole

ADMIN = StaffRole.ADMIN.value


def lock_account(pk: int, by: By) -> Account:
    """Return an account, locked, with every administrator who can sign in locked too.

    Raises Refused where the actor is no longer one of these, and Account.DoesNotExist.
    """
    admins = Q(roles__contains=[ADMIN], is_active=True)
    found = list(Account.objects.select_for_update(of=("self",)).filter(admins | Q(pk=pk)).order_by("pk"))
    if not any(is_admin(each.roles, active=each.is_active) and each.name == by.name for each in found):
        raise Refused("not_an_admin")
    account = next((each for each in found if each.pk == pk), None)
    if account is None:
        raise Account.DoesNotExist(f"there is no account {pk}")
    return account


def not_own(account: Account, by: By) -> None:
    """Raise Refused where the account is the actor's own."""
    if account.name == by.name:
        raise Refused("own_account")


def is_admin(roles: Iterable[str], *, active: bool) -> bool:
    """Say whether an account with these roles is an administrator who can sign in."""
    return active and ADMIN in roles


def one_is_left(account: Account) -> None:
    """Raise Refused where, with the account as it stands now, nobody would be left to look after accounts."""
    others = Account.objects.filter(roles__contains=[ADMIN], is_active=True).exclude(pk=account.pk)
    if not is_admin(account.roles, active=account.is_active) and not others.exists():
        raise Refused("last_admin")
