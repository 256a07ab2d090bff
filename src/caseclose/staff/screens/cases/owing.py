"""Settling a duty by law: whether it is owed at all, that it was done by hand, or that it is owed no more."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caseclose.casework.models import Case
from caseclose.casework.selectors.duties import OWED
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.services.duties.deciding import SettleDuty, settle_duty
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.cases.forms import day_field, one_of, one_of_these, words_field
from caseclose.staff.screens.cases.saying import DUTY_ENDS
from caseclose.staff.screens.cases.writing import acting, page_of
from caseclose.web.clock import now
from caseclose.web.forms import OnceForm
from caseclose.web.language import language

Row = dict[str, Any]
TO_DECIDE = frozenset({"go_on", "not_owed"})
"""What a person says of a duty that waits for a decision; of any other, one of the rest."""


class DutyForm(OnceForm):
    """Which duty, what of it, when it was done, and in words why or how."""

    def __init__(self, *args: Any, owed: Mapping[str, Row], chosen: str = "", **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._owed = owed
        self.fields["duty"] = one_of_these(_("Which duty"), {key: _in_words(row) for key, row in owed.items()}, chosen)
        kinds = {bool(row["to_decide"]) for row in owed.values()}
        self.fields["how"] = one_of(
            _("What of it"), [(name, say) for name, say in DUTY_ENDS.items() if (name in TO_DECIDE) in kinds]
        )
        self.fields["done_on"] = day_field(
            _("Day on which it was done"), required=False, hint=_("If it was done on another day than today.")
        )
        self.fields["words"] = words_field(_("Why, or how it was done"), longest=300)

    def clean_how(self) -> str:
        """Return what of it, where it fits a duty that stands so."""
        how = str(self.cleaned_data["how"])
        row = self._owed.get(self.cleaned_data.get("duty", ""))
        if row is not None and (how in TO_DECIDE) is not bool(row["to_decide"]):
            raise ValidationError(
                _("First decide whether it is owed.") if row["to_decide"] else _("It is owed. Say whether it was done.")
            )
        return how

    def clean_done_on(self) -> object:
        """Return the day, which stands only with what was done."""
        day = self.cleaned_data["done_on"]
        if day is not None and self.cleaned_data.get("how") != "done":
            raise ValidationError(_("Give a day only for what was done."))
        return day


def _in_words(row: Row) -> str:
    name = policy_name("duty", row["kind"], language()) or row["kind"]
    told = {"what": name, "day": date_format(row["due_on"], "SHORT_DATE_FORMAT")}
    return (_("%(what)s, to decide by %(day)s") if row["to_decide"] else _("%(what)s, due %(day)s")) % told


def _owed(case: Case) -> dict[str, Row]:
    found = case.duties.filter(OWED).order_by("due_on", "id").values("pk", "kind", "due_on", "to_decide")
    return {str(row["pk"]): dict(row) for row in found}


def duty(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - the access table found the case
    """Settle a duty of the case."""
    asking = staff(request)
    owed = _owed(asking.case)
    form = partial(DutyForm, owed=owed, chosen=asking.GET.get("duty", ""))
    step = Step(
        title=_("Settle a duty by law"),
        button=_("Write it down"),
        back=page_of(asking.case),
        effects=[
            _("A duty that you decide is owed goes on at once, with its messages and its day."),
            _("A duty that was done, or is owed no more, leaves the list. The history keeps your words."),
        ],
    )
    if not owed and request.method != "POST":
        return render(asking, "cases/nothing.html", {"step": step, "words": _("Nothing is owed by law on this case.")})
    return confirm(asking, step, form, lambda said: _settled(asking, said), done=_("It is written down."))


def _settled(asking: StaffRequest, said: Mapping[str, Any]) -> None:
    settle = SettleDuty(int(said["duty"]), said["how"], said["words"], said["done_on"])
    settle_duty(settle=settle, by=acting(asking), on=asking.day, at=now(), key=said["key"])
