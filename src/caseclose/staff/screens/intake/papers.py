"""One paper: read, handed out, put with its case, set aside; and the receipt of what was keyed in from it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.models import Case, IncomingPaper
from caseclose.casework.selectors.paper_codes import code_in
from caseclose.casework.selectors.papers import found_late, page_of_paper, page_sizes
from caseclose.casework.services.papers.handing_out import hand_out
from caseclose.casework.services.papers.placing import (
    BringBack,
    PlacePaper,
    SetAside,
    bring_paper_back,
    place_paper,
    set_paper_aside,
)
from caseclose.closure.refused import Refused
from caseclose.papers.kinds import Kind
from caseclose.staff.access.need import case_seen_by
from caseclose.staff.access.table import may_open
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.models import Account
from caseclose.staff.papers import form_key
from caseclose.staff.requests import staff
from caseclose.staff.screens.intake.access import acting, paper_seen_by, receipt_seen_by
from caseclose.staff.screens.intake.forms import Aside, Place
from caseclose.staff.screens.intake.opening import closed, closed_receipt
from caseclose.staff.screens.intake.said import in_words
from caseclose.staff.wording import CHANNELS, KEYED
from caseclose.web.clock import now, today
from caseclose.web.forms import OnceForm
from caseclose.web.language import language

ALONE = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""What a browser is told of a file from outside: it may do nothing, and is part of no page."""


def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a paper with the case of this number or code, if the account may see it."""
    asking = staff(request)
    paper, _case = paper_seen_by(asking.user, pk)
    form = Place(request.POST)
    asked = form.cleaned_data["number"].strip() if form.is_valid() else ""
    case = _case_of(asking.user, paper, asked)
    if case is None:
        messages.warning(request, _("There is no case with this number or code among those that you work with."))
        return redirect("intake_paper", pk=pk)
    moment = now()
    try:
        place_paper(
            number=case.number, placed=PlacePaper(pk), by=acting(asking.user), on=today(case.office.zone), at=moment
        )
    except Refused as refused:
        messages.error(request, f"{refused.words(language())} {refused.todo(language())}")
    return redirect("intake_paper", pk=pk)


def _case_of(account: Account, paper: IncomingPaper, asked: str) -> Case | None:
    case = case_seen_by(account, asked) if asked else None
    if case is None and asked:
        found = code_in(asked, paper.office, form_key()).case
        case = case_seen_by(account, found) if found else None
    return case if case is not None and case.office_id == paper.office_id else None


def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a paper aside, with a reason."""
    asking = staff(request)
    paper, _case = paper_seen_by(asking.user, pk)

    def act(said: dict[str, Any]) -> None:
        set_paper_aside(office=paper.office_id, aside=SetAside(pk, said["because"], said["words"]),
                        by=acting(asking.user), on=today(paper.office.zone), at=now(), key=said["key"])  # fmt: skip

    step = Step(
        title=_("Set a paper aside"), button=_("Set it aside"), back=reverse("intake"),
        effects=[_("Nobody keys it in, and it lies with no case."),
                 _("It can be brought back until it is destroyed. The journal keeps who set it aside, and why.")],
    )  # fmt: skip
    return confirm(asking, step, Aside, act, done=_("The paper is set aside."))


def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a paper wait again that was set aside."""
    asking = staff(request)
    paper, _case = paper_seen_by(asking.user, pk)

    def act(said: dict[str, Any]) -> None:
        bring_paper_back(office=paper.office_id, brought=BringBack(pk), by=acting(asking.user),
                         on=today(paper.office.zone), at=now(), key=said["key"])  # fmt: skip

    step = Step(title=_("Bring a paper back"), button=_("Bring it back"), back=reverse("intake"),
                effects=[_("It waits to be keyed in again.")])  # fmt: skip
    return confirm(asking, step, OnceForm, act, done=_("The paper waits again."))


def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the pages of a paper, and what is known of it."""
    asking = staff(request)
    paper, case = paper_seen_by(asking.user, pk)
    shut = closed(asking, paper)
    if shut is not None:
        return shut
    shown = {"paper": paper, "case": case, "sheets": page_sizes(pk), "came": CHANNELS.get(paper.channel, ""),
             "may_have_original": may_open("intake_original", asking.user.roles),
             "may_key_in": may_open("intake_paper", asking.user.roles)}  # fmt: skip
    return render(asking, "intake/read.html", shown)


def page(request: HttpRequest, pk: int, sheet: int) -> HttpResponse:
    """Give one page as a picture of ours."""
    asking = staff(request)
    paper, _case = paper_seen_by(asking.user, pk)
    if closed(asking, paper) is not None:
        raise Http404
    found = page_of_paper(pk, sheet) if sheet < 1 << 31 else None
    if found is None:
        raise Http404
    media, picture = found
    return _alone(picture, media, f'inline; filename="paper-{pk}-{sheet}"')


def original(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the file out as it came, under a name of ours, to be saved and not to be shown. The journal tells it."""
    asking, user = staff(request), staff(request).user
    paper, _case = paper_seen_by(user, pk)
    shut = closed(asking, paper)
    if shut is not None:
        return shut
    data = hand_out(paper, by=user.name, role=user.roles[0], on=today(paper.office.zone), at=now())
    if data is None:
        raise Http404
    name = f'attachment; filename="paper-{pk}.{Kind(paper.kind).value}"'
    return _alone(data, "application/octet-stream", name)


def _alone(data: bytes, media: str, disposition: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media)
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = ALONE
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was keyed in under a receipt number. What is printed of it names nobody."""
    asking = staff(request)
    keyed, case = receipt_seen_by(asking.user, pk)
    shut = closed_receipt(asking, keyed)
    if shut is not None:
        return shut
    shown = {"keyed": keyed, "case": case, "late": found_late(keyed), "said": in_words(keyed.said),
             "kind": KEYED.get(keyed.kind, keyed.kind), "came": CHANNELS.get(keyed.channel, ""),
             "may_go_on": may_open("intake", asking.user.roles)}  # fmt: skip
    return render(asking, "intake/receipt.html", shown)
