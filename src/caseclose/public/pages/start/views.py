"""The first page, a state's first page, and whether the site answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caseclose.casework.selectors.standing_by import records_answer
from caseclose.law.reading import shipped
from caseclose.public.access.table import offered
from caseclose.public.place import public
from caseclose.web.language import language

AWAY = 503


def begin(request: HttpRequest) -> HttpResponse:
    """Show the first page in the language that the browser asks for."""
    return start(request)


def start(request: HttpRequest) -> HttpResponse:
    """Ask which state the case is in."""
    lang = language()
    named = [(code, state.name[lang]) for code in shipped().states if (state := shipped().layer(code).state)]
    return render(request, "start/start.html", {"states": sorted(named, key=lambda each: each[1])})


def home(request: HttpRequest) -> HttpResponse:
    """Show what can be done here."""
    lang = public(request).place.lang
    cards = [(name, entry.words[lang], entry.hint[lang]) for name, entry in offered("card")]
    return render(request, "start/home.html", {"cards": cards})


def healthy(_request: HttpRequest) -> HttpResponse:
    """Say that the site answers, and can keep what somebody sends: without the records it cannot."""
    well = records_answer()
    return HttpResponse("ok\n" if well else "no records\n", content_type="text/plain", status=200 if well else AWAY)
