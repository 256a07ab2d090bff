"""Accounts: finding them, one of them on a page, and what was done about them."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from caseclose.casework.models import JournalEntry
from caseclose.casework.selectors.history import UTC, sentences
from caseclose.staff.building.paging import Order, number, page_of
from caseclose.staff.models import Account
from caseclose.staff.people.reading import account_page, accounts, accounts_called, done
from caseclose.staff.requests import staff
from caseclose.staff.screens.administration.forms import FilterForm, NameForm
from caseclose.web.language import language

NEWEST_FIRST = Order(("newest",), (int,))
BY_ACCOUNT = Order(("id",), (number,))


def people(request: HttpRequest) -> HttpResponse:
    """Show the accounts that the address asks for, or those with the name that was sent."""
    form, named = FilterForm(request.GET), NameForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "named": named}
    if named.is_valid():
        return render(
            request, "administration/people.html", {**shown, "found": accounts_called(named.cleaned_data["name"])}
        )
    asked = form.cleaned_data if form.is_valid() else {}
    page = page_of(accounts(**asked), BY_ACCOUNT, request.GET)
    return render(request, "administration/people.html", {**shown, "page": page, "found": page.rows})


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account."""
    account, conflicts, told = found(pk)
    own = account.pk == staff(request).user.pk
    shown = {"who": account, "conflicts": conflicts, "told": in_words(told), "own": own}
    return render(request, "administration/person.html", shown)


def found(pk: int) -> tuple[Account, list[Any], list[JournalEntry]]:
    """Return an account with what belongs to it. Raises Http404 where there is none."""
    page = account_page(pk) if pk < 2**63 else None
    if page is None:
        raise Http404
    return page


def in_words(entries: list[JournalEntry]) -> list[dict[str, Any]]:
    """Return entries with what they say in words."""
    told = {each.number: each.words for each in sentences(entries, language(), UTC)}
    return [{"number": each.number, "at": each.at, "words": told[each.number]} for each in entries]


def log(request: HttpRequest) -> HttpResponse:
    """Show what was done about accounts, the newest first."""
    rows = cast("QuerySet[Any, dict[str, Any]]", done().annotate(newest=-F("number")).values("newest", "number"))
    page = page_of(rows, NEWEST_FIRST, request.GET)
    numbers = [row["number"] for row in page.rows]
    entries = list(JournalEntry.objects.filter(number__in=numbers).order_by("-number"))
    return render(request, "administration/log.html", {"page": page, "told": in_words(entries)})
