"""What the law says differently on two days, or in two states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from caseclose.closure.request import named
from caseclose.law.compare import Difference, differences
from caseclose.law.conditions import Condition, condition
from caseclose.law.in_force import LawInForce
from caseclose.staff.requests import staff
from caseclose.staff.screens.law.asking import Place, day_field, states, usual_place
from caseclose.staff.screens.law.shelves import standing_rule
from caseclose.web.forms import PlainForm
from caseclose.web.language import language
from caseclose.web.worth import worth_in_words


class CompareForm(PlainForm):
    """Two states and two days."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        self.fields["first_state"] = forms.ChoiceField(label=_("First: state"), choices=states())
        self.fields["first_on"] = day_field(_("First: day"))
        self.fields["second_state"] = forms.ChoiceField(label=_("Second: state"), choices=states())
        self.fields["second_on"] = day_field(_("Second: day"))


@dataclass(frozen=True, slots=True)
class Pair:
    """One rule or limit that differs, with what each of the two says: a condition, or what a limit is worth."""

    id: str
    heading: str
    change: str
    cites: tuple[str, ...] = ()
    before: Condition | None = None
    after: Condition | None = None
    governs: tuple[bool, bool] = (True, True)
    worth: tuple[str, str] = ("", "")


def compare(request: HttpRequest) -> HttpResponse:
    """Show what differs, once two places are asked for."""
    usual = usual_place(staff(request).user)
    day = usual.on.isoformat()
    first = {"first_state": usual.state, "first_on": day, "second_state": usual.state, "second_on": day}
    form = CompareForm(request.GET or None, initial=first)
    shown: dict[str, Any] = {"form": form}
    if form.is_valid():
        said = form.cleaned_data
        before, after = (Place(said[f"{each}_state"], said[f"{each}_on"]) for each in ("first", "second"))
        names = dict(states())
        lang = language()
        shown |= {"first": before, "first_name": names[before.state], "second": after,
                  "second_name": names[after.state], "rules": list(_rules(before.law, after.law, lang)),
                  "limits": list(_limits(before.law, after.law, lang)), "compared": True}  # fmt: skip
    return render(request, "law/compare.html", shown)


def _rules(before: LawInForce, after: LawInForce, lang: str) -> Iterator[Pair]:
    for each in differences(before, after, lang):
        yield _pair(each, before, after, lang)


def _pair(found: Difference, before: LawInForce, after: LawInForce, lang: str) -> Pair:
    sides = [(law, standing_rule(law, found.id)) for law in (before, after)]
    trees = [condition(each.tree, law.policy.facts, lang) if each else None for law, each in sides]
    heading = next(named(law, each.rule.text.heading)[lang] for law, each in reversed(sides) if each)
    governs = tuple(each is None or each.governs for _, each in sides)
    return Pair(found.id, heading, found.change, found.cites, trees[0], trees[1], (governs[0], governs[1]))


def _limits(before: LawInForce, after: LawInForce, lang: str) -> Iterator[Pair]:
    for name in dict.fromkeys([*before.limits, *after.limits]):
        limit = after.limits.get(name) or before.limits[name]
        was, now = (law.limits[name].on(law.as_of) if name in law.limits else None for law in (before, after))
        if was != now:
            worth = tuple(worth_in_words(each, lang) if each is not None else "" for each in (was, now))
            change = "changed" if all(worth) else "added" if worth[1] else "removed"
            heading = limit.say[lang][:1].upper() + limit.say[lang][1:]
            yield Pair(name, heading, change, worth=(worth[0], worth[1]))
