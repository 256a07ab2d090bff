"""The shelves of the law, and the page of each rule, service or remedy, and notice."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from caseclose.closure.request import named
from caseclose.law.conditions import condition
from caseclose.law.errors import UnknownName
from caseclose.law.in_force import LawInForce, StandingEffect
from caseclose.law.reading import shipped
from caseclose.staff.requests import staff
from caseclose.staff.screens.law.asking import Place, PlaceForm, asked, states
from caseclose.staff.screens.law.rule_page import rule_page, state_name
from caseclose.staff.screens.law.saying import SHELVES
from caseclose.staff.screens.law.shelves import in_force, rows_of
from caseclose.web.language import language
from caseclose.web.worth import worth_in_words


def shelf(request: HttpRequest) -> HttpResponse:
    """Show one shelf of the law, for a state on a day."""
    place, form = asked(staff(request).user, request.GET)
    chosen = request.GET.get("shelf", "")
    chosen = chosen if chosen in SHELVES else "criterion"
    shown = {**at(place, form), "shelves": SHELVES, "shelf": chosen, "rows": rows_of(place.law, chosen, language()),
             "policy": shipped().content_hash()}  # fmt: skip
    return render(request, "law/shelf.html", shown)


def at(place: Place, form: PlaceForm) -> dict[str, Any]:
    """Return what every page of the law shows of the place that it is asked for."""
    return {"place": place, "form": form, "place_name": dict(states())[place.state]}


def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """Show one rule."""
    place, form = asked(staff(request).user, request.GET)
    try:
        found = shipped().rule(rule)
    except UnknownName:
        raise Http404 from None
    return render(request, "law/rule.html", {**at(place, form), **rule_page(found, place, language())})


def remedy(request: HttpRequest, remedy: str) -> HttpResponse:
    """Show one service or remedy, and what becomes of it."""
    place, form = asked(staff(request).user, request.GET)
    found, lang, law = shipped().remedies.get(remedy), language(), place.law
    if found is None:
        raise Http404
    effects = [_effect(law, each, lang) for each in law.effects[remedy]]
    shown = {"remedy": found.text, "heading": named(law, found.text.heading)[lang], "party": found.text.party[lang],
             "plain": named(law, found.text.plain)[lang], "effects": effects}  # fmt: skip
    return render(request, "law/remedy.html", {**at(place, form), **shown})


def _effect(law: LawInForce, standing: StandingEffect, lang: str) -> dict[str, Any]:
    text = standing.effect.text
    return {
        "text": text,
        "layer": state_name(standing.effect.layer, lang),
        "say": named(law, text.say)[lang],
        "condition": condition(standing.when.tree, law.policy.facts, lang) if standing.when else None,
        "raw": text.when,
    }


def notice(request: HttpRequest, notice: str) -> HttpResponse:
    """Show one notice: to whom, how long before, how, and what it must say."""
    place, form = asked(staff(request).user, request.GET)
    found, lang, law = shipped().notices.get(notice), language(), place.law
    if found is None:
        raise Http404
    shown = {
        "notice": found,
        "heading": found.heading[lang],
        "keeps_open": found.keeps_open[lang],
        "must_say": [getattr(each, lang) for each in found.must_say],
        "applies_to": [law.policy.rule(name) for name in found.applies_to],
        "texts": [_version(law, each, each.days or found.days, place, lang) for each in found.version],
    }
    return render(request, "law/notice.html", {**at(place, form), **shown})


def _version(law: LawInForce, text: Any, days: str, place: Place, lang: str) -> dict[str, Any]:  # noqa: ANN401
    worth = law.limits[days].on(text.until or max(text.since, place.on)) if days else None
    return {
        "text": text,
        "current": in_force(place.on, text.since, text.until),
        "days": worth_in_words(worth, lang) if worth is not None else "",
    }
