"""What is protected on a case: shown, or open for a while, to whoever said why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.selectors.case_letters import letter_stored
from caseclose.casework.selectors.standing import protected_people
from caseclose.casework.services.reading_protected import (
    OpenProtected,
    ReadProtected,
    Shown,
    open_protected,
    read_protected,
)
from caseclose.closure.refused import Refused
from caseclose.staff import wording
from caseclose.staff.access.opened import open_for_a_while
from caseclose.staff.building.confirming import NOT_DONE, Step, confirm
from caseclose.staff.building.opening import IS_OPEN, OPEN_IT, OpenForm, for_a_while
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.cases import forms
from caseclose.staff.screens.cases.letters import pdf_of
from caseclose.staff.screens.cases.writing import acting, page_of
from caseclose.web.clock import now


def findings_open(number: str) -> str:
    """Return what the protected findings of a case are called where it is kept what is open."""
    return f"findings:{number}"


def open_findings(request: HttpRequest, number: str) -> HttpResponse:
    """Ask why, and open the protected findings and documents of the case."""
    asking = staff(request)

    def act(said: dict[str, Any]) -> None:
        by = acting(asking)
        open_protected(number=number, asked=OpenProtected("findings", 0, said["because"]), by=by.name,
                       role=by.role.value, on=asking.day, at=now())  # fmt: skip
        open_for_a_while(asking, findings_open(number))

    step = Step(
        title=_("What is protected among the findings"),
        button=OPEN_IT,
        back=reverse("case_papers", kwargs={"number": number}),
        effects=(
            _("It opens the findings and the kinds of documents on the page of papers of this case, and nothing else."),
            *for_a_while(),
        ),
    )
    return confirm(asking, step, OpenForm, act, done=IS_OPEN)


def protected(request: HttpRequest, number: str) -> HttpResponse:
    """Show what is protected about a person, once somebody has said why. Nothing of it stays on any page."""
    asking = staff(request)
    people = protected_people(asking.case)
    choices = [(str(pk), f"{wording.said(wording.PARTS, role)} ({place})") for pk, role, place in people]
    form = forms.ProtectedForm(asking.POST or None, people=choices)
    if len(choices) == 1:
        form.fields["person"].initial = choices[0][0]
    wanted = asking.POST.get("letter") or asking.GET.get("letter", "")
    shown: dict[str, Any] = {"case": asking.case, "form": form, "people": people, "letter": wanted,
                             "back": page_of(asking.case)}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            found = read_protected(number=number, asked=ReadProtected(int(said["person"]), said["because"]),
                                   by=acting(asking), on=asking.day, at=now())  # fmt: skip
        except Refused as refused:
            return render(asking, "cases/protected.html", {**shown, "refused": refused}, status=NOT_DONE)
        return _revealed(asking, shown, found, wanted)
    return render(asking, "cases/protected.html", shown, status=NOT_DONE if form.is_bound else 200)


def _revealed(asking: StaffRequest, shown: dict[str, Any], found: Shown, wanted: str) -> HttpResponse:
    """What was asked for: a stored letter where one was named, or else what is kept about the person."""
    stored = letter_stored(asking.case.number, wanted) if wanted else None
    if stored is not None:
        return pdf_of(stored.pdf)
    return render(asking, "cases/protected.html", {**shown, "found": found, "form": None})
