"""Taking a step: the form, what would follow from it, and one button. What was shown is what is done.

What follows is found by rehearsing the act. The button carries a mark of what was typed: where that has changed since,
what follows is shown anew, and nothing is done.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.facts.reading import BadRecords, as_refused
from caseclose.casework.selectors.case_law import read_case
from caseclose.casework.selectors.foreseen import Foreseen, foreseen
from caseclose.casework.services.keys import KeyReused
from caseclose.casework.services.rehearsing import rehearse
from caseclose.closure.refused import Refused
from caseclose.law.reading import shipped
from caseclose.staff.access.table import may_open
from caseclose.staff.building.confirming import NOT_DONE
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.cases.acts import ACTS, ActPage, Said
from caseclose.staff.screens.cases.papers import approvers_paper
from caseclose.staff.screens.cases.plans import planned
from caseclose.web.forms import OnceForm
from caseclose.web.language import language

SEEN = "seen"
"""The field that says what was shown before: the mark of what was typed then, on that day."""


def take_step(request: HttpRequest, number: str, name: str) -> HttpResponse:  # noqa: ARG001 - the table found the case
    """Show an act and what follows from it, and do it where that was seen and confirmed."""
    asking, page = staff(request), ACTS[name]
    if request.method != "POST":
        form = page.form(asking)
        if form.visible_fields():
            return _shown(asking, page, form)
        return _shown(asking, page, form, **_follows(asking, page, {}))
    form = page.form(asking, request.POST)
    if not form.is_valid():
        return _shown(asking, page, form, status=NOT_DONE)
    mark = _mark(asking, page, form)
    if request.POST.get(SEEN) == mark:
        return _done(asking, page, form)
    found = _follows(asking, page, form.cleaned_data)
    return _shown(asking, page, form, status=NOT_DONE if "refused" in found else 200, **found)


def _done(asking: StaffRequest, page: ActPage, form: OnceForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        page.do(asking, said, said["key"])
    except KeyReused:
        form.add_error(None, _("This was sent before with other words. Load the page again."))
        return _shown(asking, page, form, status=NOT_DONE)
    except (Refused, BadRecords) as trouble:
        return _shown(asking, page, form, status=NOT_DONE, refused=as_refused(trouble))
    messages.success(asking, str(page.done))
    return redirect("case", number=asking.case.number)


def _follows(asking: StaffRequest, page: ActPage, said: Said) -> dict[str, Any]:
    """What would follow from the act, or the refusal."""
    said, lang = {"key": "", **said}, language()
    try:
        rehearsed = rehearse(asking.case.number, lambda: page.do(asking, said, ""), asking.day)
    except (Refused, BadRecords) as trouble:
        return {"refused": as_refused(trouble)}
    found = foreseen(asking.case, rehearsed, lang)
    return {"follows": found, "plan": _plan(asking, found), "paper": approvers_paper(asking, page.name)}


def _plan(asking: StaffRequest, found: Foreseen) -> list[Any]:
    """What becomes of services and remedies, where the act decides it."""
    if not found.becomes:
        return []
    return planned(read_case(asking.case, asking.day, language()), found.becomes)


def _mark(asking: StaffRequest, page: ActPage, form: OnceForm) -> str:
    """Mark what was typed, by whom and on which day: another day, and what follows may be something else."""
    typed = sorted((name, value) for name, value in form.cleaned_data.items() if name != "key")
    return sha256(repr((page.name, asking.case.number, asking.user.name, asking.day, typed)).encode()).hexdigest()


def _shown(asking: StaffRequest, page: ActPage, form: OnceForm, *, status: int = 200, **more: object) -> HttpResponse:
    seen = ""
    if "follows" in more:
        if not form.is_bound:
            form = page.form(asking, {"key": form.fields["key"].initial})
        seen = _mark(asking, page, form) if form.is_valid() else ""
    shown = {
        "page": page,
        "form": form,
        "seen": seen,
        "case": asking.case,
        "back": reverse("case", kwargs={"number": asking.case.number}),
        "hopeless": "refused" in more and not form.visible_fields(),
        "to_find": _to_find(asking, more.get("refused")),
        **more,
    }
    return render(asking, "cases/act.html", shown, status=status)


def _to_find(asking: StaffRequest, refused: object) -> list[tuple[str, str]]:
    """Return the facts that a refusal lacks and what they are called, for whoever may record them."""
    missing = refused.said.get("missing") if isinstance(refused, Refused) else None
    if not isinstance(missing, list) or not may_open("case_finding", asking.user.roles, "POST"):
        return []
    facts, lang = shipped().facts, language()
    return [(name, facts[name].text.name[lang]) for name in missing if name in facts]
