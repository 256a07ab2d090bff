"""The record of a case: people and agencies, orders and what is owed, aid, remedies, papers, findings and letters."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.selectors.case_letters import letter_stored, letters_of_case
from caseclose.casework.selectors.case_record import money_record, papers_record
from caseclose.casework.selectors.papers import papers_of_case
from caseclose.staff.access.table import may_open
from caseclose.staff.requests import staff
from caseclose.web.language import language

PDF = "application/pdf"


def money(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - the access table found the case
    """Show orders, what is owed to whom, aid, and each remedy with what became of its release."""
    asking = staff(request)
    shown = {"case": asking.case, "here": "money", **money_record(asking.case, asking.day, language())}
    return render(asking, "cases/money.html", shown)


def papers(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001
    """Show what was found and what proves it, the letters, and the agencies that share the case."""
    asking, lang = staff(request), language()
    shown: dict[str, Any] = {"case": asking.case, "here": "papers", **papers_record(asking.case, asking.day, lang),
                             "letters": letters_of_case(asking.case.number, lang),
                             "papers": papers_of_case(asking.case.number),
                             "may_have_original": may_open("intake_original", asking.user.roles, "GET"),
                             "may_find": may_open("case_finding", asking.user.roles, "POST"),
                             "may_read": may_open("case_letter", asking.user.roles, "GET")}  # fmt: skip
    return render(asking, "cases/papers.html", shown)


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
