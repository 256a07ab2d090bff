"""Short acts on a case: taking a task off the list, a hold, lifting one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caseclose.casework.models import Case
from caseclose.casework.selectors.holds import hold_list
from caseclose.casework.selectors.tasks import tasks_waiting
from caseclose.casework.services.holds.holding import NewHold, lift_hold, set_hold
from caseclose.casework.services.tasks import FinishTask, finish_task
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.cases import forms
from caseclose.staff.screens.cases.saying import HOLD_KINDS
from caseclose.web.clock import now
from caseclose.web.language import language

DESK = (Role.CASEWORKER, Role.SUPERVISOR)


def acting(asking: StaffRequest, *preferred: Role) -> Actor:
    """Return as whom the account acts. The access table let in nobody who may not."""
    actor = asking.user.actor(*(preferred or DESK))
    if actor is None:
        raise PermissionDenied
    return actor


def page_of(case: Case) -> str:
    """Return where the page of a case is."""
    return reverse("case", kwargs={"number": case.number})


def finish(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - the access table found the case
    """Say that a task is done, and what came of it."""
    asking = staff(request)
    waiting = {str(task["task"]): task["words"] for task in tasks_waiting(case=asking.case.number, lang=language())}
    form = partial(forms.FinishForm, tasks=waiting, chosen=asking.GET.get("task", ""))

    def done(said: dict[str, Any]) -> None:
        task = FinishTask(int(said["task"]), said["words"])
        finish_task(done=task, by=acting(asking), on=asking.day, at=now())

    step = Step(title=_("Finish a task"), button=_("It is done"), back=page_of(asking.case),
                effects=[_("The task leaves the list. The history of the case tells what came of it.")])  # fmt: skip
    if not waiting and request.method != "POST":
        return render(asking, "cases/nothing.html", {"step": step, "words": _("No task waits on this case.")})
    return confirm(asking, step, form, done, done=_("The task is done."))


def hold(request: HttpRequest, number: str) -> HttpResponse:
    """Hold the closing of the case, or its records."""
    asking = staff(request)

    class Form(forms.HoldForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
            super().__init__(*args, **kwargs)
            self.fields["owner"].initial = asking.user.name
            self.fields["kind"].initial = "closing"

    def done(said: dict[str, Any]) -> None:
        asked = NewHold(said["kind"], said["owner"], said["reason"], said["ends_on"], said["until"])
        set_hold(number=number, hold=asked, by=acting(asking), on=asking.day, at=now(), key=said["key"])

    step = Step(
        title=_("Hold this case"),
        button=_("Hold it"),
        back=page_of(asking.case),
        effects=[
            _("A hold on the closing stops every step toward it, but for keeping the case open."),
            _("It ends by itself on its day or when what it waits for happens. Its owner is told before."),
            _("A hold on the records has no end unless you give one. Two people lift it."),
            _("No letter tells of a hold."),
        ],
    )
    return confirm(asking, step, Form, done, done=_("The hold is set."))


def lift(request: HttpRequest, number: str) -> HttpResponse:
    """Lift a hold."""
    asking = staff(request)
    standing = {str(row["hold"]): _hold_in_words(row) for row in hold_list(asking.day, case=number)}

    class Form(forms.LiftForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
            super().__init__(*args, holds=standing.items(), **kwargs)
            if len(standing) == 1:
                self.fields["hold"].initial = next(iter(standing))

    def done(said: dict[str, Any]) -> None:
        lift_hold(
            hold=int(said["hold"]), because=said["because"], by=acting(asking), on=asking.day, at=now(), key=said["key"]
        )

    step = Step(
        title=_("Lift a hold"),
        button=_("Lift it"),
        back=page_of(asking.case),
        effects=[
            _("The closing goes on from where it stands, unless something else holds it."),
            _("Of a hold on the records, the first of two people asks and the second one lifts."),
        ],
    )
    if not standing and request.method != "POST":
        return render(asking, "cases/nothing.html", {"step": step, "words": _("Nothing holds this case.")})
    return confirm(asking, step, Form, done, done=_("It is written down."))


def _hold_in_words(row: dict[str, Any]) -> str:
    ends = date_format(row["ends_on"], "SHORT_DATE_FORMAT") if row["ends_on"] else ""
    parts = [str(HOLD_KINDS[row["kind"]]), _("in the care of %(owner)s") % {"owner": row["owner"]}]
    return ", ".join([*parts, _("until %(day)s") % {"day": ends}] if ends else parts)
