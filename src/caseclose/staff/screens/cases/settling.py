"""Settling an order to let go that was refused, or that nobody answered: a person has found out what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caseclose.casework.models import ReleaseOrder
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.selectors.releases import FOR_A_PERSON, release_rows
from caseclose.casework.services.releases.moves import PERSONS_MOVES, IllegalMove, State
from caseclose.casework.services.releases.settling import settle_release
from caseclose.closure.refused import Refused
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.cases.forms import one_of, one_of_these, words_field
from caseclose.staff.screens.cases.saying import RELEASES, SETTLED
from caseclose.staff.screens.cases.writing import acting, page_of
from caseclose.web.clock import now
from caseclose.web.forms import OnceForm
from caseclose.web.language import language

Row = dict[str, Any]


class SettleForm(OnceForm):
    """Which order, what became of it, and how the person knows."""

    def __init__(self, *args: Any, orders: Mapping[str, Row], chosen: str = "", **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._orders = orders
        self.fields["release"] = one_of_these(
            _("Which order"), {key: _in_words(row) for key, row in orders.items()}, chosen
        )
        self.fields["to"] = one_of(_("What became of it"), SETTLED.items())
        self.fields["words"] = words_field(
            _("How you know"), hint=_("Whom you asked, when, and what they said."), longest=300
        )

    def clean_to(self) -> str:
        """Return what became of the order, where an order that stands so can come to that."""
        to = str(self.cleaned_data["to"])
        row = self._orders.get(self.cleaned_data.get("release", ""))
        if row is not None and State(to) not in PERSONS_MOVES[State(row["state"])]:
            raise ValidationError(_("It is refused already. Choose what became of it since."))
        return to


def _in_words(row: Row) -> str:
    told = {
        "what": policy_name("remedy", row["kind"], language()) or row["kind"],
        "state": RELEASES[row["state"]],
        "day": date_format(row["sent_on"] or row["made_on"], "SHORT_DATE_FORMAT"),
    }
    return _("%(what)s: %(state)s (ordered %(day)s)") % told


def settle(request: HttpRequest, number: str) -> HttpResponse:
    """Write down what became of an order that was refused, or that nobody answered."""
    asking = staff(request)
    orders = {str(row["release"]): row for row in release_rows(case=number, states=FOR_A_PERSON)}
    form = partial(SettleForm, orders=orders, chosen=asking.GET.get("release", ""))
    step = Step(
        title=_("Settle an order to let go"),
        button=_("Write it down"),
        back=page_of(asking.case),
        effects=[
            _("If it was let go: the remedy ends today, and the task about it is done."),
            _("If it was refused: the task stays until the remedy is let go of, or stays for a reason."),
            _("If it stays in place: the task is done, and the record says why it stays."),
            _("No letter tells of it. The history of the case does."),
        ],
    )
    if not orders and request.method != "POST":
        return render(asking, "cases/nothing.html", {"step": step, "words": _("No order of this case waits for you.")})
    return confirm(asking, step, form, lambda said: _settled(asking, said), done=_("It is written down."))


def _settled(asking: StaffRequest, said: Mapping[str, Any]) -> None:
    try:
        settle_release(
            release=int(said["release"]),
            to=ReleaseOrder.State(said["to"]),
            words=said["words"],
            by=acting(asking),
            on=asking.day,
            at=now(),
        )
    except IllegalMove:
        raise Refused("release_settled_before") from None
