"""Coming back: asking to open a case again. What it leads to is found out inside."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caseclose.closure.refused import Refused
from caseclose.public.acts import in_words, moment_in, send
from caseclose.public.pages.following.forms import Back
from caseclose.public.place import public

REOPENING = "reopening"
REFUSED = 422
_TOLD = ("given", "family", "born_on", "number", "words", "call", "signer")


def back(request: HttpRequest) -> HttpResponse:
    """Ask who it is and what has changed; take it, and give a receipt."""
    form = Back(request.POST) if request.method == "POST" else Back()
    place = public(request).place
    if request.method == "POST" and form.is_valid():
        said = {name: str(form.cleaned_data[name]) for name in _TOLD if form.cleaned_data[name]}
        told = tuple((str(form.fields[name].label), value) for name, value in said.items())
        try:
            receipt = send(request, REOPENING, said, told, title=_("I ask to come back"), key=form.cleaned_data["key"],
                           strokes=form.cleaned_data["strokes"])  # fmt: skip
        except Refused as refused:
            form.add_error(None, in_words(refused, place))
        else:
            when = moment_in(place, receipt.arrived_at)
            return render(request, "following/came_back.html", {"receipt": receipt, "when": when})
    return render(request, "following/back.html", {"form": form}, status=REFUSED if form.errors else 200)
