"""What comes without a scan: a call, a visit, a fax or letter that is keyed in at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caseclose.casework.services.papers.keying import DOCUMENT, REQUEST
from caseclose.staff.access.need import case_seen_by
from caseclose.staff.requests import staff
from caseclose.staff.screens.intake.forms import FORMS, Place
from caseclose.staff.screens.intake.keying import form_without_paper, keyed, kind_asked
from caseclose.staff.wording import KEYED

WITHOUT = tuple(kind for kind in FORMS if kind != DOCUMENT)
"""What can be keyed in without a scan: a document is its scan."""


def call(request: HttpRequest) -> HttpResponse:
    """Ask which case a call or a visit is about, and go there."""
    asking = staff(request)
    form = Place(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = case_seen_by(asking.user, form.cleaned_data["number"].strip())
        if case is not None:
            return redirect("intake_case", number=case.number)
        messages.warning(request, _("There is no case with this number or code among those that you work with."))
    return render(asking, "intake/call.html", {"form": form})


def case(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - the access table found the case
    """Key in what was told or brought, without a scan."""
    asking = staff(request)
    kind = kind_asked(request, WITHOUT, usual=REQUEST)
    shown: dict[str, Any] = {"without": [(each, KEYED[each]) for each in WITHOUT]}
    return keyed(asking, asking.case, kind, form_without_paper(kind), None, shown)
