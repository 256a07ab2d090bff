"""The pages of answering: the code, then what there is to say, then the receipt. All at one address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caseclose.closure.refused import Refused
from caseclose.public.acts import Told, in_words, moment_in, send
from caseclose.public.pages.answering.forms import AnswerForm, CodeForm
from caseclose.public.place import public

REPLY = "reply"
REFUSED = 422


def answer(request: HttpRequest) -> HttpResponse:
    """Ask for the code; then for the answer; then take it, and give a receipt, whatever the code leads to."""
    if request.method != "POST":
        return render(request, "answering/code.html", {"form": CodeForm()})
    if "signer" not in request.POST:
        return _asks(request)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shows(request, form, status=REFUSED)
    try:
        return _takes(request, form)
    except Refused as refused:
        form.add_error(None, in_words(refused, public(request).place))
        return _shows(request, form, status=REFUSED)


def _asks(request: HttpRequest) -> HttpResponse:
    code = CodeForm(request.POST)
    if not code.is_valid():
        return render(request, "answering/code.html", {"form": code}, status=REFUSED)
    return _shows(request, AnswerForm(initial=code.cleaned_data))


def _shows(request: HttpRequest, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    place = public(request).place
    return render(request, "answering/say.html", {"form": form, "here": place.address}, status=status)


def _takes(request: HttpRequest, form: AnswerForm) -> HttpResponse:
    said, place = form.cleaned_data, public(request).place
    kept = {name: said[name] for name in ("code", "family", "words", "call", "signer") if said[name]}
    receipt = send(request, REPLY, kept, _told(form), title=_("Answer to a notice"), key=said["key"],
                   strokes=said["strokes"], files=tuple(said["papers"]))  # fmt: skip
    shown = {"receipt": receipt, "when": moment_in(place, receipt.arrived_at)}
    return render(request, "answering/receipt.html", shown)


def _told(form: AnswerForm) -> Told:
    """Return what the paper says. The code is not on it: it still opens the case."""
    said = form.cleaned_data
    rows = [(_("Last name on the letter"), said["family"])]
    rows += [(str(form.fields[name].label), said[name]) for name in ("words", "call", "signer") if said[name]]
    return tuple(rows)
