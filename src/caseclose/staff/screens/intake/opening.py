"""Opening what is protected: whoever asks for a paper of a protected person says why. It opens that alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.models import Case, IncomingPaper, KeyedIn
from caseclose.casework.selectors.papers import paper_is_protected, told_is_protected
from caseclose.casework.services.reading_protected import OpenProtected, open_protected
from caseclose.staff.access.opened import open_for_a_while, open_until
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.building.opening import IS_OPEN, OPEN_IT, OpenForm, for_a_while
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.intake.access import paper_seen_by, receipt_seen_by
from caseclose.web.clock import now, today

KEY_IN, RECEIPT = "key", "receipt"
"""Where to go on after opening a paper, beside reading it."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """What is opened on a case, where to go on with it, and what the page says that it opens."""

    case: Case
    opens: str
    which: int
    then: str
    effects: tuple[str, ...]
    usual: str = ""


def closed(asking: StaffRequest, paper: IncomingPaper, then: str = "") -> HttpResponse | None:
    """Return where to say why first, where a paper is protected and not open; None where it may be shown."""
    if open_until(asking, f"paper:{paper.pk}") or not paper_is_protected(paper):
        return None
    return redirect(f"{reverse('intake_open', kwargs={'pk': paper.pk})}{f'?then={then}' if then else ''}")


def closed_receipt(asking: StaffRequest, keyed: KeyedIn) -> HttpResponse | None:
    """Return where to say why first, where what was keyed in is protected and not open; None where it may be shown."""
    if open_until(asking, f"told:{keyed.pk}") or not told_is_protected(keyed):
        return None
    if keyed.paper is not None:
        return closed(asking, keyed.paper, RECEIPT)
    return redirect("intake_open_told", pk=keyed.pk)


def keyed_in_here(asking: StaffRequest, keyed: int) -> None:
    """Let whoever has just keyed something in see its receipt: they have read it already."""
    open_for_a_while(asking, f"told:{keyed}")


def open_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, and open a paper."""
    asking = staff(request)
    paper, case = paper_seen_by(asking.user, pk)
    if case is None or not paper_is_protected(paper):
        return redirect("intake_read", pk=pk)
    then, usual = reverse("intake_read", kwargs={"pk": pk}), ""
    asked = request.GET.get("then", "")
    if asked == KEY_IN:
        then, usual = reverse("intake_paper", kwargs={"pk": pk}), _("To key it in.")
    elif asked == RECEIPT:
        found = KeyedIn.objects.filter(paper=paper).first()
        then = reverse("intake_receipt", kwargs={"pk": found.pk}) if found else then
    effects = (_("It opens this paper alone: its pages, what was keyed in from it, and the file as it came."),)
    return _open(asking, _Opening(case, "paper", pk, then, effects, usual))


def open_told(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, and open what was told without a paper."""
    asking = staff(request)
    keyed, case = receipt_seen_by(asking.user, pk)
    then = reverse("intake_receipt", kwargs={"pk": pk})
    if closed_receipt(asking, keyed) is None:
        return redirect(then)
    return _open(asking, _Opening(case, "told", pk, then, (_("It opens what was keyed in under this receipt alone."),)))


def _open(asking: StaffRequest, opening: _Opening) -> HttpResponse:
    user = asking.user

    class Form(OpenForm):
        usual = opening.usual

    def act(said: dict[str, Any]) -> None:
        asked = OpenProtected(opening.opens, opening.which, said["because"])
        open_protected(number=opening.case.number, asked=asked, by=user.name, role=user.roles[0],
                       on=today(opening.case.office.zone), at=now())  # fmt: skip
        open_for_a_while(asking, f"{opening.opens}:{opening.which}")

    away = reverse("case", kwargs={"number": opening.case.number})
    step = Step(title=_("This paper is protected"), button=OPEN_IT, back=opening.then,
                effects=(*opening.effects, *for_a_while()), cancel=away)  # fmt: skip
    return confirm(asking, step, Form, act, done=IS_OPEN)
