"""The page of a case: where its closing stands, what is next, when, and why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caseclose.casework.selectors.standing import standing_of
from caseclose.casework.selectors.history import history_of
from caseclose.staff.access.need import case_seen_by
from caseclose.staff.requests import staff


def case(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - the access table found the case
    """Show where the case stands."""
    asking, lang = staff(request), get_language() or "en"
    page = standing_of(asking.case, asking.day, lang)
    told = history_of(asking.case.number, lang)
    shown: dict[str, Any] = {"case": asking.case, "page": page, "told": told[::-1], "on": asking.day}
    return render(asking, "cases/case.html", shown)


def take(request: HttpRequest, number: str) -> HttpResponse:
    """Take the case into one's own care, where nobody has it."""
    raise NotImplementedError(request, number)


def find(request: HttpRequest) -> HttpResponse:
    """Go to the case with this number, if the account may see it. What is looked for stays out of the address."""
    number = request.POST.get("number", "").strip()
    found = case_seen_by(staff(request).user, number) if number else None
    if found is not None:
        return redirect("case", number=found.number)
    messages.warning(request, _("There is no case with this number among those that you work with."))
    return redirect("queue")
