"""Following: by the code of a letter how the case stands, by a reference that the act arrived. All at one address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caseclose.casework.selectors.following import act_followed, case_followed, letter_followed
from caseclose.casework.services.web.measure import may_try, was_wrong
from caseclose.closure.refused import Refused
from caseclose.public.acts import caller, in_words, moment_in, send
from caseclose.public.pages.following.forms import Follow, TakeBack
from caseclose.public.pages.following.words import letters_named, standing
from caseclose.public.place import public
from caseclose.web.clock import now

WITHDRAWAL = "withdrawal"
REFUSED, TOO_MANY = 422, 429


def follow(request: HttpRequest) -> HttpResponse:
    """Ask for the code; then show what it leads to, a letter, or the page to take a request back."""
    if request.method != "POST":
        return render(request, "following/code.html", {"form": Follow()})
    at = now()
    me = caller(request, at)
    if not may_try(me, at):
        return render(request, "blocks/too_many.html", status=TOO_MANY)
    form = Follow(request.POST)
    if form.is_valid():
        found = _found(request, form)
        if found is not None:
            return found
        was_wrong(me, at)
        form.add_error(None, _("This code and name lead nowhere. Look at both again. A code ends after a time."))
    return render(request, "following/code.html", {"form": form}, status=REFUSED)


def _found(request: HttpRequest, form: Follow) -> HttpResponse | None:
    """Return what a code and a name lead to; None where they lead nowhere."""
    wants, place = request.POST.get("wants", ""), public(request).place
    code, family = form.cleaned_data["code"], form.cleaned_data["family"]
    if wants.startswith("letter:"):
        return _letter(code, family, wants.removeprefix("letter:"), request)
    case, sent = case_followed(code, family, place.day), act_followed(code, family)
    if case is None and sent is None:
        return None
    may_take_back = case.withdraws if case else bool(sent and sent.kind == "request" and not sent.taken_back)
    if wants == "take_back" and may_take_back:
        return _takes_back(request, code, family, by_reference=case is None)
    shown: dict[str, object] = {
        "case": case,
        "sent": sent,
        "code": code,
        "family": family,
        "may_take_back": may_take_back,
    }
    if case:
        shown |= {"says": standing(case), "letters": letters_named(case, place.lang)}
    if sent:
        shown["when"] = moment_in(place, sent.arrived_at)
    return render(request, "following/stands.html", shown)


def _letter(code: str, family: str, number: str, request: HttpRequest) -> HttpResponse | None:
    """Return a letter as it went; None where it is not one that whoever has this code may see."""
    stored = letter_followed(code, family, number, public(request).place.day)
    if stored is None:
        return None
    pdf = HttpResponse(stored, content_type="application/pdf")
    pdf["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return pdf


def _takes_back(request: HttpRequest, code: str, family: str, *, by_reference: bool) -> HttpResponse:
    form = TakeBack(request.POST) if "signer" in request.POST else None
    if form is not None and form.is_valid():
        said = {"family": family, "signer": form.cleaned_data["signer"]} | ({} if by_reference else {"code": code})
        told = ((_("Last name"), family), (_("Signed"), said["signer"]))
        try:
            receipt = send(request, WITHDRAWAL, said, told, title=_("I take my request back"),
                           key=form.cleaned_data["key"], strokes=form.cleaned_data["strokes"],
                           follows=code if by_reference else "")  # fmt: skip
        except Refused as refused:
            form.add_error(None, in_words(refused, public(request).place))
        else:
            when = moment_in(public(request).place, receipt.arrived_at)
            return render(request, "following/taken_back.html", {"receipt": receipt, "when": when})
    shown = form or TakeBack(initial={"code": code, "family": family, "wants": "take_back"})
    return render(request, "following/take_back.html", {"form": shown}, status=REFUSED if form else 200)
