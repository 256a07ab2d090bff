"""The notes on a case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caseclose.casework.selectors.notes import notes_of
from caseclose.casework.services.keys import KeyReused
from caseclose.casework.services.notes import WriteNote, write_note
from caseclose.closure.refused import Refused
from caseclose.staff.access.table import may_open
from caseclose.staff.building.confirming import NOT_DONE
from caseclose.staff.building.paging import Order, Page, page_of
from caseclose.staff.building.paging import number as whole_number
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.cases.forms import NoteForm
from caseclose.staff.screens.cases.writing import acting
from caseclose.web.clock import now


def _back(text: str) -> int:
    """Read a place among the notes, which count backwards. Raises ValueError."""
    return -whole_number(text.removeprefix("-"))


NEWEST_FIRST = Order(("back",), (_back,))


def notes(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - the access table found the case
    """Show the notes, newest first, and write one."""
    asking = staff(request)
    form = NoteForm(asking.POST) if request.method == "POST" else NoteForm()
    refused = None
    if form.is_bound and form.is_valid():
        try:
            _write(asking, form.cleaned_data)
        except Refused as trouble:
            refused = trouble
        except KeyReused:
            form.add_error(None, _("This was sent before with other words. Load the page again."))
        else:
            messages.success(asking, _("The note is written."))
            return redirect("case_notes", number=asking.case.number)
    shown = {"case": asking.case, "here": "notes", "form": form, "refused": refused, "page": _page(asking),
             "may_write": may_open("case_notes", asking.user.roles, "POST")}  # fmt: skip
    return render(asking, "cases/notes.html", shown, status=NOT_DONE if form.is_bound else 200)


def _write(asking: StaffRequest, said: dict[str, Any]) -> None:
    note = WriteNote(said["words"])
    write_note(number=asking.case.number, note=note, by=acting(asking), on=asking.day, at=now(), key=said["key"])


def _page(asking: StaffRequest) -> Page:
    return page_of(notes_of(asking.case.number), NEWEST_FIRST, asking.GET)
