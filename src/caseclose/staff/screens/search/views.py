"""Finding a case: by a part of its number, by a name, by the receipt of a payment or the code of a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from caseclose.casework.selectors.finding_cases import (
    LONGEST,
    MOST,
    SHORTEST,
    Among,
    cases_by_code,
    cases_by_number,
    cases_of_people,
)
from caseclose.staff.access.need import cases_hidden_from, sees_any_office
from caseclose.staff.building.confirming import NOT_DONE
from caseclose.staff.requests import staff

Found = list[dict[str, Any]]
WAYS: dict[str, Callable[[str, Among], Found]] = {
    "name": cases_of_people,
    "number": cases_by_number,
    "code": cases_by_code,
}


class SearchForm(forms.Form):
    """What is looked for, and where."""

    by = forms.ChoiceField(
        label=_("Look for"),
        choices=[
            ("name", _("A name")),
            ("number", _("A part of a case number")),
            ("code", _("A receipt or the code of a letter")),
        ],
        initial="name",
    )
    words = forms.CharField(
        label=_("Words"),
        max_length=LONGEST,
        min_length=SHORTEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, on the page where it was asked for. Nothing of it is kept."""
    asking = staff(request)
    if request.method != "POST":
        return render(asking, "search/search.html", {"form": SearchForm()})
    form = SearchForm(request.POST)
    shown: dict[str, Any] = {"form": form, "most": MOST}
    if not form.is_valid():
        return render(asking, "search/search.html", shown, status=NOT_DONE)
    account = asking.user
    office = None if sees_any_office(account) else (account.office_id or "")
    by = form.cleaned_data["by"]
    found = WAYS[by](form.cleaned_data["words"], Among(office, cases_hidden_from(account)))
    shown |= {"asked": True, "by": by, "found": ordered(found[:MOST]), "more": len(found) > MOST}
    return render(asking, "search/search.html", shown)


def ordered(found: Found) -> Found:
    """Return what was found by name and number, so that the same search gives the same page."""
    return sorted(found, key=lambda row: (row.get("name", "").casefold(), row["number"]))
