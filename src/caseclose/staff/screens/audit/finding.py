"""Finding closings by office, period, criterion and outcome, and drawing a sample of them."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from caseclose.casework.selectors.closings_found import MOST_DRAWN, OVER, Sought, closings_sought, drawn, rows_of
from caseclose.casework.selectors.law import law_on
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.selectors.offices import office_names
from caseclose.closure.request import named
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped
from caseclose.staff.access.need import cases_hidden_from
from caseclose.staff.building.paging import Order, day, number, page_of
from caseclose.staff.models import Account
from caseclose.staff.requests import staff
from caseclose.staff.wording import KINDS, STEPS
from caseclose.web.clock import today
from caseclose.web.forms import PlainForm
from caseclose.web.language import language

ANY = ("", _("Any"))
BY_DAY = Order(("day", "id"), (day, number))
BY_DRAW = Order(("draw", "id"), (str, number))
UTC = "UTC"


class FindForm(PlainForm):
    """What the address asks for."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    sample = forms.IntegerField(label=_("Draw a sample of"), required=False, min_value=1, max_value=MOST_DRAWN)
    seed = forms.CharField(
        label=_("Seed"), required=False, max_length=40, help_text=_("The same seed draws the same sample again.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        lang = language()
        self._choice("office", _("Office"), list(office_names().items()))
        self._choice("criterion", _("Criterion"), _criteria(lang))
        self._choice("step", _("How it ended"), [(step, STEPS[step]) for step in OVER])
        self._choice("outcome", _("The case became"), [(key, KINDS[key]) for key in ("payment_processing", "closed",
                                                                                     "state_debt_only")])  # fmt: skip
        self.order_fields(["office", "since", "until", "criterion", "step", "outcome", "sample", "seed"])

    def _choice(self, name: str, label: Any, choices: list[tuple[str, Any]]) -> None:  # noqa: ANN401
        self.fields[name] = forms.ChoiceField(label=label, choices=[ANY, *choices], required=False)


def _criteria(lang: str) -> list[tuple[str, str]]:
    """Every criterion of every layer, with where it stands, so that those of the same words are told apart."""
    book = shipped()
    return [
        (rule.id, f"{rule.text.paragraph or rule.id}: {named(law_on(code, book.newest), rule.text.heading)[lang]}")
        for code in (FEDERAL, *book.states)
        for rule in book.layer(code).criteria.values()
    ]


def find(request: HttpRequest) -> HttpResponse:
    """Show the closings that the address asks for, or a sample of them."""
    asking, lang = staff(request), language()
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = closings_sought(_sought(asking.user, asked))
    sample, seed = asked.get("sample"), asked.get("seed") or ""
    if sample:
        seed = seed or secrets.token_hex(4)
        population = found.count()
        page = page_of(rows_of(drawn(found, seed, sample), "draw"), BY_DRAW, {**request.GET.dict(), "seed": seed})
    else:
        population = None
        page = page_of(rows_of(found), BY_DAY, request.GET)
    for row in page.rows:
        row["words"] = policy_name("criterion", row["criterion"], lang) or ""
    shown = {"form": form, "page": page, "sample": sample, "seed": seed, "population": population,
             "more": any(asked.get(name) for name in ("criterion", "step", "outcome", "sample")),
             "on": _today(asking.user)}  # fmt: skip
    return render(asking, "audit/find.html", shown)


def _sought(account: Account, asked: dict[str, Any]) -> Sought:
    wanted = {name: asked[name] for name in ("office", "since", "until", "criterion", "step", "outcome")
              if asked.get(name)}  # fmt: skip
    return Sought(**wanted, hidden=cases_hidden_from(account))


def _today(account: Account) -> Any:  # noqa: ANN401 - a day
    return today(account.office.zone if account.office else UTC)
