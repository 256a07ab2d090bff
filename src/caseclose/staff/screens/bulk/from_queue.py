"""Many closings chosen in the work queue: to approve, or to keep their cases open. First they are looked at."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caseclose.casework.services.bulk.acts import APPROVE, KEEP_OPEN, BulkAct
from caseclose.casework.services.bulk.previewing import Selected
from caseclose.closure.refused import Refused
from caseclose.staff.building.confirming import NOT_DONE
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.bulk.choosing import begin
from caseclose.staff.screens.bulk.forms import ApproveForm, KeepOpenForm
from caseclose.web.forms import OnceForm


def approve(request: HttpRequest) -> HttpResponse:
    """Ask which closings are to be approved, and begin the preview."""

    def chosen(said: dict[str, Any]) -> tuple[BulkAct, Selected]:
        return BulkAct(APPROVE), dict.fromkeys(said["listed"])

    return _asked(staff(request), ApproveForm, chosen, _("Approve many closings"))


def keep_open(request: HttpRequest) -> HttpResponse:
    """Ask which cases are to stay open, and why, and begin the preview."""

    def chosen(said: dict[str, Any]) -> tuple[BulkAct, Selected]:
        act = BulkAct(KEEP_OPEN, reason=said["reason"], words=said["words"])
        return act, dict.fromkeys(said["listed"])

    return _asked(staff(request), KeepOpenForm, chosen, _("Keep many cases open"))


def _asked(asking: StaffRequest, form: type[OnceForm], chosen: Any, title: str) -> HttpResponse:  # noqa: ANN401
    """Show the form, with the cases that were ticked in the queue in it, if it is from there that somebody comes."""
    shown: dict[str, Any] = {"title": title}
    if asking.method != "POST" or "key" in asking.POST:
        return begin(asking, form(asking.POST if asking.method == "POST" else None), chosen, shown)
    ticked = asking.POST.getlist("number")
    shown["form"] = form(initial={"listed": "\n".join(ticked)})
    if not ticked:
        shown["refused"] = Refused("bulk_nothing_selected")
    return render(asking, "bulk/choose.html", shown, status=200 if ticked else NOT_DONE)
