"""Signing on paper: the form filled in, to print and sign by hand; and what was signed by hand, sent as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caseclose.casework.selectors.papers import ON_PAPER
from caseclose.casework.services.web.measure import may_have_form
from caseclose.closure.refused import Refused
from caseclose.forms.filling import Prefilled, form_as_said
from caseclose.public.acts import caller, in_words
from caseclose.public.offices import offices_of
from caseclose.public.pages.asking.drafts import draft
from caseclose.public.pages.asking.printing import as_said, form_here
from caseclose.public.pages.asking.sending import Signer, sends
from caseclose.public.pages.asking.steps import OnPaper, first_open
from caseclose.public.place import public
from caseclose.web.clock import now

REFUSED, TOO_MANY = 422, 429
BLANK = "blank"


def form_to_print(request: HttpRequest) -> HttpResponse:
    """Tell how to sign on paper and where to send it; give the form, filled in with what was said so far, or blank."""
    place, at = public(request).place, now()
    form = form_here(place)
    too_many = request.method == "POST" and not may_have_form(caller(request, at), at)
    if request.method == "POST" and form is not None and not too_many:
        known = Prefilled() if request.POST.get("wants") == BLANK else as_said(form, draft(request))
        return _file(form_as_said(form, known))
    shown = {"form": form, "began": bool(draft(request)), "takes": offices_of(place)[0], "too_many": too_many}
    return render(request, "asking/print.html", shown, status=TOO_MANY if too_many else 200)


def _file(data: bytes) -> HttpResponse:
    """Return the form to be saved, under a name that says nothing."""
    pdf = HttpResponse(data, content_type="application/pdf")
    pdf["Content-Disposition"] = 'attachment; filename="form.pdf"'
    return pdf


def sign_on_paper(request: HttpRequest) -> HttpResponse:
    """Take a paper that was signed by hand, with what was said so far; then give a receipt."""
    place, said = public(request).place, draft(request)
    earlier = first_open(said, place)
    if earlier:
        return redirect(place.to(f"ask_{earlier}"))
    form = OnPaper(request.POST, request.FILES) if request.method == "POST" else OnPaper()
    if request.method == "POST" and form.is_valid():
        signed = Signer(_("On the paper that was sent with it"), {ON_PAPER: "yes"})
        try:
            return sends(request, said, signed, key=form.cleaned_data["key"], files=tuple(form.cleaned_data["papers"]))
        except Refused as refused:
            form.add_error("papers", in_words(refused, place))
    return render(request, "asking/on_paper.html", {"form": form}, status=REFUSED if form.errors else 200)
