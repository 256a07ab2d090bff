"""Reading accounts, for whoever looks after them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from caseclose.casework.models import Closure, JournalEntry, Office
from caseclose.casework.selectors.work_queue import IN_PROGRESS
from caseclose.staff.models import Account, Conflict
from caseclose.staff.people.telling import KINDS

_COLUMNS = ("id", "sign_in", "name", "roles", "team", "is_active", "last_login", "factor")
MOST_FOUND = 50


def accounts(*, office: str = "", role: str = "", active: str = "") -> QuerySet[Account, dict[str, Any]]:
    """Return the accounts that are wanted, in rows; `place` is the name of the office."""
    found = Account.objects.annotate(factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))))
    found = found.filter(office=office) if office else found
    found = found.filter(roles__contains=[role]) if role else found
    found = found.filter(is_active=active == "yes") if active else found
    rows: QuerySet[Account, dict[str, Any]] = found.values(*_COLUMNS, place=F("office__name"))
    return rows


def accounts_called(words: str) -> list[dict[str, Any]]:
    """Return the accounts whose name or sign-in holds these words, at most fifty."""
    found = accounts().filter(Q(name__icontains=words) | Q(sign_in__icontains=words))
    return list(found.order_by("name")[:MOST_FOUND])


def account_page(pk: int) -> tuple[Account, list[Conflict], list[JournalEntry]] | None:
    """Return an account with its office, its conflicts of interest, and what was done about it, newest first."""
    factor = Exists(Authenticator.objects.filter(user=OuterRef("pk")))
    account = Account.objects.select_related("office").annotate(factor=factor).filter(pk=pk).first()
    if account is None:
        return None
    told = done().filter(body__account=account.sign_in).order_by("-number")[:MOST_FOUND]
    return account, list(account.conflicts.order_by("id")), list(told)


def done() -> QuerySet[JournalEntry]:
    """Return what was done about accounts."""
    return JournalEntry.objects.filter(case=None, kind__in=KINDS)


def offices() -> list[dict[str, Any]]:
    """Return the offices, with how many accounts and how many closings in progress each has."""
    people = dict(Account.objects.filter(is_active=True).order_by().values_list("office").annotate(n=Count("pk")))
    open_closings = Closure.objects.filter(step__in=IN_PROGRESS).order_by().values_list("office")
    closings = dict(open_closings.annotate(n=Count("pk")))
    rows = Office.objects.order_by("state", "name").values("code", "name", "state", "zone")
    return [{**row, "people": people.get(row["code"], 0), "closings": closings.get(row["code"], 0)} for row in rows]
