"""The page of a case: where its closing stands, what is next, when, and why."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.selectors.history import newest_of
from caseclose.casework.selectors.standing import standing_of
from caseclose.casework.services.assigning import AssignCase, assign_case
from caseclose.staff.access.table import may_open
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.building.task_acts import SETTLE, act_of_task
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.cases.offering import acts_offered
from caseclose.web.clock import now
from caseclose.web.forms import OnceForm
from caseclose.web.language import language

STORY = 12
"""How much of the story a page of a case tells at once; all of it where that is asked for."""
WHOLE_STORY = 2_000


def case(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - the access table found the case
    """Show where the case stands, what is next, and what happened."""
    asking, lang = staff(request), language()
    page = standing_of(asking.case, asking.day, lang)
    told, more = newest_of(asking.case, WHOLE_STORY if asking.GET.get("story") == "all" else STORY, lang)
    page["tasks"] = [_with_its_act(task, asking) for task in page["tasks"]]
    worker = getattr(getattr(asking.case, "assignment", None), "worker", "")
    may = {
        name: may_open(f"case_{name}", asking.user.roles, "POST")
        for name in ("duty", "hold", "lift", "protected", "seal")
    }
    shown: dict[str, Any] = {"case": asking.case, "here": "case", "page": page, "told": told, "more": more,
                             "on": asking.day, "may": may,
                             "offered": acts_offered(asking.user, asking.case, page, asking.day),
                             "may_take": not worker and may_open("case_take", asking.user.roles, "POST")}  # fmt: skip
    return render(asking, "cases/case.html", shown)


def _with_its_act(task: dict[str, Any], asking: StaffRequest) -> dict[str, Any]:
    """Add the address of the act that deals with a task, where the account may do it."""
    name = act_of_task(task["kind"])
    if not may_open(name, asking.user.roles, "POST"):
        return task
    return {**task, "act": reverse(name, kwargs={"number": task["case"]}), "settles": name == SETTLE}


def take(request: HttpRequest, number: str) -> HttpResponse:
    """Take the case into one's own care, where nobody has it."""
    asking = staff(request)
    actor = asking.user.actor()

    def act(said: dict[str, Any]) -> None:
        if actor is None:
            raise PermissionDenied
        to = AssignCase(asking.user.name, asking.user.team)
        assign_case(number=number, to=to, by=actor, on=asking.day, at=now(), key=said["key"])

    step = Step(
        title=_("Take case %(number)s") % {"number": number},
        button=_("Take it"),
        back=reverse("case", kwargs={"number": number}),
        effects=[_("The case is in your care and in your work queue."), _("The history of the case tells it.")],
    )
    return confirm(asking, step, OnceForm, act, done=_("The case is in your care now."))
