"""Taking papers in, and the list of those that wait."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseclose.casework.selectors.papers import papers_set_aside, papers_waiting
from caseclose.casework.services.keys import KeyReused
from caseclose.casework.services.papers.taking_in import TakeIn, TakenIn, take_in
from caseclose.closure.refused import Refused
from caseclose.law.safeguards import paper_limits
from caseclose.staff.access.need import cases_hidden_from
from caseclose.staff.building.confirming import NOT_DONE
from caseclose.staff.building.paging import Order, day, number, page_of
from caseclose.staff.papers import content_of, form_key, scanner
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.intake import words
from caseclose.staff.screens.intake.access import acting, office_of
from caseclose.staff.screens.intake.forms import Upload
from caseclose.staff.wording import CHANNELS, said
from caseclose.web.clock import now, today

WAITING = Order(("arrived_on", "id"), (day, number))
ASIDE = Order(("done_on", "id"), (day, number))


def waiting(request: HttpRequest) -> HttpResponse:
    """Show the papers that wait, with the form that takes one in; or those that were set aside."""
    asking = staff(request)
    if request.method == "POST":
        return _taken(asking)
    if request.GET.get("list") == "aside":
        page = page_of(papers_set_aside(office_of(asking.user)), ASIDE, request.GET)
        return render(asking, "intake/set_aside.html", {"page": _said(page)})
    return _list(asking, Upload(initial=_usual(asking)))


def _list(asking: StaffRequest, form: Upload, status: int = 200, **more: object) -> HttpResponse:
    found = papers_waiting(office_of(asking.user), cases_hidden_from(asking.user))
    page = page_of(found, WAITING, asking.GET)
    shown: dict[str, Any] = {"form": form, "page": _said(page), "limits": paper_limits(), **more}
    shown["mebibytes"] = paper_limits().bytes >> 20
    return render(asking, "intake/waiting.html", shown, status=status)


def _said(page: Any) -> Any:  # noqa: ANN401 - a page of rows, each of which gets its words
    for row in page.rows:
        row["came"] = said(CHANNELS, row["channel"])
        row["why"] = said(words.REASONS, row.get("because"))
    return page


def _usual(asking: StaffRequest) -> dict[str, object]:
    return {"arrived_on": today(_zone(asking)), "channel": "mail"}


def _zone(asking: StaffRequest) -> str:
    return asking.user.office.zone if asking.user.office else "UTC"


def _taken(asking: StaffRequest) -> HttpResponse:
    """Take in what was sent, or show why not: with what was typed, but for the file, which is to be chosen again."""
    form = Upload(asking.POST, asking.FILES)
    if not form.is_valid():
        return _list(asking, form, NOT_DONE)
    moment = now()
    try:
        taken = _take(asking, form, moment)
    except Refused as refused:
        return _list(asking, form, NOT_DONE, refused=refused)
    except KeyReused:
        form.add_error(None, _("This was sent before with other words. Load the page again."))
        return _list(asking, form, NOT_DONE)
    _tell(asking, taken)
    return redirect("intake_paper", pk=taken.paper)


def _take(asking: StaffRequest, form: Upload, moment: datetime) -> TakenIn:
    data = content_of(form.cleaned_data["file"])
    zone = _zone(asking)
    arrived = TakeIn(form.cleaned_data["channel"], form.arrived_at(zone, moment))
    return take_in(data, arrived, office=office_of(asking.user), scan=scanner(),
                   form_key=form_key(), by=acting(asking.user), on=today(zone), at=moment,
                   key=form.cleaned_data["key"])  # fmt: skip


def _tell(asking: StaffRequest, taken: TakenIn) -> None:
    if taken.case:
        messages.success(asking, _("The paper is taken in. The code on it found its case."))
    else:
        messages.success(asking, _("The paper is taken in. Whose is it?"))
    if taken.same:
        many = len(taken.same)
        messages.warning(
            asking,
            ngettext("The very same file came before.", "The very same file came %(many)s times before.", many)
            % {"many": many},
        )
