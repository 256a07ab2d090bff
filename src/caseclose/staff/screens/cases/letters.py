"""A stored letter of a case, byte for byte as it was sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.selectors.case_letters import letter_stored
from caseclose.staff.access.table import may_open
from caseclose.staff.requests import staff

PDF = "application/pdf"


def letter(request: HttpRequest, number: str) -> HttpResponse:
    """Give a stored letter, byte for byte as it was sent. Its name says nothing of the case."""
    asking = staff(request)
    found = letter_stored(asking.case.number, request.GET.get("letter", ""))
    if found is None or found.protected:
        words = _("This letter shows what is protected.") if found else _("There is no such letter in this case.")
        ask = found is not None and may_open("case_protected", asking.user.roles, "POST")
        shown = {"title": _("Letter"), "words": words, "back": reverse("case_papers", kwargs={"number": number}),
                 "case": asking.case, "letter": asking.GET.get("letter", "") if ask else ""}  # fmt: skip
        return render(asking, "cases/no_letter.html", shown)
    return pdf_of(found.pdf)


def pdf_of(pdf: bytes) -> HttpResponse:
    """Return a PDF to keep, under a name that says nothing."""
    headers = {"Content-Disposition": 'attachment; filename="letter.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type=PDF, headers=headers)
