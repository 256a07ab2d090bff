"""The work queue: the closings in progress that are mine, my team's, nobody's, or the office's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from caseclose.casework.selectors.work_queue import (
    IN_PROGRESS,
    ORDER,
    Wanted,
    closings_in_progress,
    next_tasks,
    rows_of,
)
from caseclose.staff.access.need import cases_hidden_from, sees_any_office
from caseclose.staff.building.paging import Order, day, number, page_of
from caseclose.staff.clock import today
from caseclose.staff.language import language
from caseclose.staff.models import Account
from caseclose.staff.requests import staff
from caseclose.staff.roles import StaffRole
from caseclose.staff.wording import STEPS

UTC = "UTC"
SOON = timedelta(days=14)
QUEUE = Order(ORDER, (day, number))
SCOPES = {
    "mine": _("Mine"),
    "team": _("My team"),
    "unassigned": _("Not assigned"),
    "office": _("The whole office"),
}
DUE = {"": _("Any day"), "soon": _("In the next 14 days"), "past": _("Today or before")}


class Filters(forms.Form):
    """What the address asks for."""

    scope = forms.ChoiceField(label=_("Whose"), choices=list(SCOPES.items()), required=False)
    step = forms.ChoiceField(label=_("Step"), required=False)
    due = forms.ChoiceField(label=_("Day"), choices=list(DUE.items()), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        self.fields["step"] = forms.ChoiceField(
            label=_("Step"), choices=[("", _("Every step")), *((step, STEPS[step]) for step in IN_PROGRESS)],
            required=False,
        )  # fmt: skip


def queue(request: HttpRequest) -> HttpResponse:
    """Show a page of the queue that the address asks for."""
    asking, account = staff(request), staff(request).user
    on = today(account.office.zone if account.office else UTC)
    form = Filters(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    asked["scope"] = asked.get("scope") or usual_scope(account)
    found = closings_in_progress(wanted(account, asked, on))
    page = page_of(rows_of(found), QUEUE, request.GET)
    tasks = next_tasks((row["number"] for row in page.rows), language())
    for row in page.rows:
        row["next"] = tasks.get(row["number"])
        row["late"] = row["day"] <= on and row["step"] in {"noticed", "replied"}
    shown = {"form": Filters(initial=asked), "page": page, "on": on, "scope": asked["scope"], "scopes": SCOPES}
    return render(asking, "queue/rows.html" if asking.htmx else "queue/list.html", shown)


def usual_scope(account: Account) -> str:
    """Return whose closings an account sees first."""
    return "mine" if account.has(StaffRole.CASEWORKER) else "office"


def wanted(account: Account, asked: dict[str, Any], on: date) -> Wanted:
    """Return what the queue asks the records for."""
    scope, due = asked["scope"], asked.get("due")
    return Wanted(
        office=None if sees_any_office(account) else (account.office_id or ""),
        worker=account.name if scope == "mine" else None,
        team=account.team if scope == "team" else None,
        unassigned=scope == "unassigned",
        steps=[asked["step"]] if asked.get("step") else (),
        by={"soon": on + SOON, "past": on}.get(due or ""),
        hidden=cases_hidden_from(account),
    )
