"""The pages of asking. Each keeps what was said, sealed, and goes on to the next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caseclose.casework.services.web.drafts import as_secret, draft_of
from caseclose.casework.services.web.measure import may_try, was_wrong
from caseclose.closure.refused import Refused
from caseclose.law.reading import shipped
from caseclose.law.safeguards import web_limits
from caseclose.public.acts import caller, in_words
from caseclose.public.pages.asking.drafts import draft, forgotten, holds, kept, secret_of
from caseclose.public.pages.asking.sending import SAFE, Signer, sends
from caseclose.public.pages.asking.steps import AFTER, FORMS, Secret, Sign, first_open
from caseclose.public.pages.asking.telling import fates_of, foreseen_answer, told_of
from caseclose.public.place import public
from caseclose.web.clock import now

REFUSED, TOO_MANY = 422, 429


def begin(request: HttpRequest) -> HttpResponse:
    """Say what this is, who may ask, and what is needed."""
    return render(request, "asking/begin.html", {"began": bool(draft(request))})


def step(request: HttpRequest, name: str) -> HttpResponse:
    """Ask one page of questions; keep the answers and go on."""
    place, said = public(request).place, draft(request)
    if request.method != "POST":
        earlier = first_open(said, place)
        if earlier and list(FORMS).index(earlier) < list(FORMS).index(name):
            return redirect(place.to(f"ask_{earlier}"))
        return _asks(request, name, FORMS[name](initial=said, place=place))
    form = FORMS[name](request.POST, place=place)
    if not form.is_valid():
        return _asks(request, name, form, status=REFUSED)
    answers = {key: value.isoformat() if hasattr(value, "isoformat") else value
               for key, value in form.cleaned_data.items()}  # fmt: skip
    after = "talk" if answers.get("safety", SAFE) != SAFE else AFTER[name]
    return kept(request, redirect(place.to(f"ask_{after}")), answers)


def _asks(request: HttpRequest, name: str, form: Any, *, status: int = 200) -> HttpResponse:  # noqa: ANN401 - a step
    number = list(FORMS).index(name) + 1
    shown = {"form": form, "number": number, "of": len(FORMS) + 2, "name": name}
    return render(request, "asking/step.html", shown, status=status)


def talk(request: HttpRequest) -> HttpResponse:
    """Tell somebody who may be at risk whom to call and what else there is, before anything is sent."""
    place = public(request).place
    advice = foreseen_answer({"safety": "yes"}, place).advice
    return render(request, "asking/talk.html", {"advice": advice, "lines": shipped().help_lines(place.state)})


def foreseen(request: HttpRequest) -> HttpResponse:
    """Tell what the policy answers to what was said: what would end, what would go on, or why not."""
    place, said = public(request).place, draft(request)
    earlier = first_open(said, place)
    if earlier:
        return redirect(place.to(f"ask_{earlier}"))
    answer = foreseen_answer(said, place)
    return render(request, "asking/foreseen.html", {"answer": answer, "fates": fates_of(answer)})


def sign(request: HttpRequest) -> HttpResponse:
    """Show everything once more, and take the signature; then give a receipt."""
    place, said = public(request).place, draft(request)
    earlier = first_open(said, place)
    if earlier:
        return redirect(place.to(f"ask_{earlier}"))
    form = Sign(request.POST) if request.method == "POST" else Sign()
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, form, said)
        except Refused as refused:
            form.add_error(None, in_words(refused, place))
    status = REFUSED if form.errors else 200
    return render(
        request, "asking/sign.html", {"form": form, "told": told_of(said, place, statements=False)}, status=status
    )


def _sent(request: HttpRequest, form: Sign, said: dict[str, Any]) -> HttpResponse:
    signed = form.cleaned_data
    signer = Signer(signed["signer"], {"signer": signed["signer"]})
    return sends(request, said, signer, key=signed["key"], strokes=signed["strokes"])


def later(request: HttpRequest) -> HttpResponse:
    """Show the code with which to come back; or forget what was said."""
    place = public(request).place
    if request.method == "POST":
        return forgotten(request, redirect(place.to("ask")))
    secret = secret_of(request) if draft(request) else ""
    return render(request, "asking/later.html", {"secret": secret, "hours": web_limits().draft_hours})


def again(request: HttpRequest) -> HttpResponse:
    """Go on with what was begun, by the code on the person's note. Too many wrong codes wait."""
    place, at = public(request).place, now()
    if request.method != "POST":
        return render(request, "asking/again.html", {"form": Secret()})
    form, me = Secret(request.POST), caller(request, at)
    if not may_try(me, at):
        return render(request, "blocks/too_many.html", status=TOO_MANY)
    if form.is_valid():
        secret = as_secret(form.cleaned_data["secret"])
        said = draft_of(secret, at)
        if said:
            return holds(redirect(place.to(f"ask_{first_open(said, place) or 'foreseen'}")), secret)
        was_wrong(me, at)
        form.add_error("secret", _("Nothing is kept under this code. It may have ended."))
    return render(request, "asking/again.html", {"form": form}, status=REFUSED)
