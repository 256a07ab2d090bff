"""Tasks that belong to no case: work of the system that stopped. Each says what waits for it, and what to do next."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseclose.casework.selectors.task_words import kind_of_task
from caseclose.casework.selectors.tasks import tasks_of_no_case
from caseclose.casework.selectors.waiting import task_says
from caseclose.casework.services.tasks import FinishTask, finish_task_of_no_case
from caseclose.staff.access.table import may_open
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.building.paging import Order, day, number, page_of
from caseclose.staff.models import Account
from caseclose.staff.requests import staff
from caseclose.staff.wording import Wording
from caseclose.web.clock import now, today
from caseclose.web.forms import OnceForm
from caseclose.web.language import language

BY = Order(("due_on", "pk"), (day, number))
UTC = "UTC"
WAITS: Wording = {
    "day": gettext_lazy(
        "Until it is done, nothing happens by itself: no closing that is due, no reminder, no message."
    ),
    "mail": gettext_lazy("Until it is done, letters do not go to the mail vendor, and no days of a notice begin."),
    "send": gettext_lazy("Until it is done, messages to other agencies and vendors wait here."),
    "take": gettext_lazy("Until it is done, answers of other agencies and vendors are not read."),
}
"""By the kind of a job of the system, what waits while it stands still."""


class DoneForm(OnceForm):
    """What came of it."""

    words = forms.CharField(
        label=gettext_lazy("What was done"),
        help_text=gettext_lazy("The journal keeps it. Name no person in it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )


def no_case(request: HttpRequest) -> HttpResponse:
    """Show the open tasks that name no case."""
    account = staff(request).user
    page = page_of(tasks_of_no_case(), BY, request.GET)
    on = day_of(account)
    for row in page.rows:
        row |= _told(row) | {"late": row["due_on"] <= on}
    shown = {"page": page, "on": on, "sees_health": may_open("health", account.roles)}
    return render(request, "queue/no_case.html", shown)


def no_case_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that such a task is done. A job that was set aside begins again then."""
    asking = staff(request)
    row = tasks_of_no_case().filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise Http404
    told = _told(row)
    step = Step(
        title=_("Finish: %(kind)s") % {"kind": told["name"]},
        button=_("It is done"),
        back=reverse("tasks_no_case"),
        effects=[
            told["what"],
            _("See first that what stopped it is mended: the system begins again by itself, and stops anew if not."),
            _("The task leaves the list. The journal keeps who ended it, and what was done."),
        ],
    )

    def done(said: dict[str, Any]) -> None:
        task, on = FinishTask(pk, said["words"]), day_of(asking.user)
        finish_task_of_no_case(done=task, by=asking.user.name, role=asking.user.roles[0], on=on, at=now())

    return confirm(asking, step, DoneForm, done, done=_("The task is done."))


def _told(row: dict[str, Any]) -> dict[str, str]:
    """Return what a task is called, what it says, and what waits for it, in the reader's language."""
    job = str((row["said"] or {}).get("job", "")).split(":", 1)[0]
    lang = language()
    return {"name": kind_of_task(row["kind"], lang), "what": task_says(row, lang), "waits": str(WAITS.get(job, ""))}


def day_of(account: Account) -> date:
    """Return the day in the account's office."""
    return today(account.office.zone if account.office else UTC)
