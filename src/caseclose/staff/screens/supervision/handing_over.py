"""Handing open closings over from one worker to another, those whose day comes first ahead. The journal tells each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseclose.casework.selectors.supervision import workers_of
from caseclose.casework.services.handing_over import HandOver
from caseclose.casework.services.handing_over import hand_over as move
from caseclose.closure.steps import Role
from caseclose.staff.access.need import cases_hidden_from
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.models import Account
from caseclose.staff.requests import staff
from caseclose.staff.roles import StaffRole
from caseclose.staff.screens.supervision.views import day_of
from caseclose.web.clock import now
from caseclose.web.forms import OnceForm

MOST = 200
NOBODY = "-"
HAVE_CASES = (StaffRole.CASEWORKER, StaffRole.SUPERVISOR, StaffRole.INTAKE)


def form_for(before: list[str], after: list[str]) -> type[OnceForm]:
    """Return the form that asks from whom, to whom, and how many."""

    class HandOverForm(OnceForm):
        """From whom to whom, and how many."""

        of = forms.ChoiceField(
            label=gettext_lazy("From whom"),
            choices=[(name or NOBODY, name or gettext_lazy("Nobody")) for name in before],
        )
        to = forms.ChoiceField(label=gettext_lazy("To whom"), choices=[(name, name) for name in after])
        count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=MOST, initial=10)

        def clean(self) -> dict[str, Any]:
            """Refuse to hand over to the same worker."""
            said = super().clean() or {}
            if said.get("of") and said.get("of") == said.get("to"):
                self.add_error("to", _("They have these cases already."))
            return said

    return HandOverForm


def hand_over(request: HttpRequest) -> HttpResponse:
    """Ask from whom, to whom and how many, and hand them over."""
    asking, account = staff(request), staff(request).user
    office, actor = account.office_id or "", account.actor(Role.SUPERVISOR)
    to = _who_may_have_cases(office)
    form_class = form_for(workers_of(office), list(to))

    def act(said: dict[str, Any]) -> None:
        if actor is None:
            raise PermissionDenied
        of = "" if said["of"] == NOBODY else said["of"]
        asked = HandOver(of, said["to"], to[said["to"]].team, said["count"])
        hidden = cases_hidden_from(account)
        move(asked, office=office, hidden=hidden, by=actor, on=day_of(account), at=now(), key=said["key"])

    step = Step(
        title=_("Hand over open closings"),
        button=_("Hand over"),
        back=reverse("supervision"),
        effects=[
            _("Those whose day comes first are handed over first."),
            _("Each case is in the other worker's queue, and its history tells who handed it over."),
        ],
    )
    return confirm(asking, step, form_class, act, done=_("The cases were handed over."))


def _who_may_have_cases(office: str) -> dict[str, Account]:
    found = Account.objects.filter(office=office, is_active=True, roles__overlap=[role.value for role in HAVE_CASES])
    return {each.name: each for each in found.order_by("name")}
