"""The pages of sealing: for a supervisor on a case, and for an administrator, who sees which cases are sealed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.models import Case
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.building.paging import Order, page_of
from caseclose.staff.building.paging import number as whole_number
from caseclose.staff.models import Seal
from caseclose.staff.people.sealing import (
    LiftSeal,
    SealCase,
    Sealing,
    lift_seal,
    names_of,
    seal_case,
    seal_numbered,
    seals_set,
    who_could_open,
)
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.roles import StaffRole
from caseclose.staff.screens.sealing.forms import ReasonForm, SealForm
from caseclose.web.clock import now, today
from caseclose.web.forms import OnceForm

BY_NUMBER = Order(("id",), (whole_number,))


def _form_for(case: Case, before: Seal | None, *first: int) -> type[OnceForm]:
    """Return the form for a case: with who may open it now, or with those who are to be named first."""
    could = who_could_open(case.office)

    class Form(SealForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
            super().__init__(*args, could=could, **kwargs)
            self.fields["may_open"].initial = before.may_open if before else first
            self.fields["reason"].initial = before.because if before else ""

    return Form


def _effects() -> list[str]:
    return [
        _("Only those who are named see this case: nobody else finds it in any list, search or figure."),
        _("What the law asks for goes on: days run, and letters are sent."),
        _("The history of the case keeps who sealed it, and who may open it."),
    ]


def _asked(said: dict[str, Any]) -> SealCase:
    return SealCase(tuple(sorted(said["may_open"])), said["reason"])


def seal(request: HttpRequest, number: str) -> HttpResponse:
    """Seal the case, or change who may open it. Who does so stays among them."""
    asking = staff(request)
    before = getattr(asking.case, "seal", None)
    own = asking.user.pk

    def act(said: dict[str, Any]) -> None:
        named = {**said, "may_open": {*said["may_open"], own}}
        seal_case(number, _asked(named), _by(asking, StaffRole.SUPERVISOR, asking.day), key=said["key"])

    step = Step(
        title=_("Change who may open this case") if before else _("Seal this case"),
        button=_("Change it") if before else _("Seal it"),
        back=reverse("case", kwargs={"number": number}),
        effects=[*_effects(), _("You stay among those who may open it.")],
    )
    return confirm(asking, step, _form_for(asking.case, before, own), act, done=_("The case is sealed."))


def unseal(request: HttpRequest, number: str) -> HttpResponse:
    """Lift the seal of the case."""
    asking = staff(request)

    def act(said: dict[str, Any]) -> None:
        lift_seal(number, LiftSeal(said["reason"]), _by(asking, StaffRole.SUPERVISOR, asking.day), key=said["key"])

    step = Step(
        title=_("Lift the seal"),
        button=_("Lift it"),
        back=reverse("case", kwargs={"number": number}),
        effects=[_("Everybody who works with the cases of the office sees this case again.")],
    )
    return confirm(asking, step, ReasonForm, act, done=_("The seal is lifted."))


def _by(asking: StaffRequest, role: StaffRole, on: date) -> Sealing:
    return Sealing(asking.user, role, on, now())


def seals(request: HttpRequest) -> HttpResponse:
    """Show which cases are sealed, and who may open them."""
    page = page_of(seals_set(), BY_NUMBER, request.GET)
    names = names_of({pk for row in page.rows for pk in row["may_open"]})
    for row in page.rows:
        row["names"] = sorted(names[pk] for pk in row["may_open"])
    return render(request, "sealing/seals.html", {"page": page})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Say anew who may open a sealed case, such as when none of those who might works here any more.

    An administrator does not see why it was sealed, and is asked for a reason of this change.
    """
    asking = staff(request)
    found = seal_numbered(pk) if pk < 1 << 63 else None
    if found is None:
        raise Http404
    case = found.case

    def act(said: dict[str, Any]) -> None:
        by = _by(asking, StaffRole.ADMIN, today(case.office.zone))
        seal_case(case.number, _asked(said), by, key=said["key"])

    step = Step(
        title=_("Who may open case %(number)s") % {"number": case.number},
        button=_("Change it"),
        back=reverse("seals"),
        effects=[_effects()[0], _effects()[2]],
    )
    form = _form_for(case, Seal(may_open=found.may_open, because=""))
    return confirm(asking, step, form, act, done=_("Who may open it is changed."))
