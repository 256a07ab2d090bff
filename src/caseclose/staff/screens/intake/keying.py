"""Keying in: the paper on one side, what it says on the other. Without a paper, the same form alone."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caseclose.casework.models import Case, IncomingPaper
from caseclose.casework.selectors.paper_codes import LETTER, code_in
from caseclose.casework.selectors.papers import (
    came_together,
    filed_with,
    opener_of,
    page_sizes,
    same_papers,
    signed_on_paper,
    where_closing_stands,
)
from caseclose.casework.services.contact.consents import GiveConsent, give_consent
from caseclose.casework.services.keys import KeyReused
from caseclose.casework.services.papers.keying import DOCUMENT, REPLY, REQUEST, RETURNED, WITHDRAWAL, key_in
from caseclose.closure.refused import Refused
from caseclose.staff.building.arriving import NOON
from caseclose.staff.building.confirming import NOT_DONE
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.intake.access import acting, paper_seen_by
from caseclose.staff.screens.intake.forms import (
    FORMS,
    WEB,
    Keying,
    Place,
    ReturnedForm,
    from_the_web,
    without_paper,
)
from caseclose.staff.screens.intake.opening import KEY_IN, closed, keyed_in_here
from caseclose.staff.wording import CHANNELS, KEYED
from caseclose.web.clock import now, today
from caseclose.web.language import language


def effects_of(kind: str) -> list[str]:
    """Return what follows when this kind is keyed in."""
    return {
        REQUEST: [_("The request is on record as of the day it arrived, and a caseworker answers it.")],
        REPLY: [_("The case does not close until a person has read the reply."),
                _("If it arrived in time and the case is closed already, a person reviews it.")],
        RETURNED: [_("The days of the notice stop. Somebody looks for the address.")],
        WITHDRAWAL: [_("The request ends, and the case stays open.")],
        DOCUMENT: [_("The scan is filed as evidence of this kind.")],
    }.get(kind, [])  # fmt: skip


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a paper beside the form for what it is; key it in where the form was sent."""
    asking = staff(request)
    found, case = paper_seen_by(asking.user, pk)
    if found.state != IncomingPaper.State.WAITING:
        return redirect("intake_read", pk=pk)
    shut = closed(asking, found, KEY_IN)
    if shut is not None:
        return shut
    kind = kind_asked(request, FORMS, usual=_usual(found))
    filed, together = came_together(found)
    shown = {"paper": found, "sheets": page_sizes(pk), "same": same_papers(found), "place": Place(),
             "came": CHANNELS.get(found.channel, ""), "together": together,
             "signature_there": filed is not None and filed.pk == pk and signed_on_paper(filed)}  # fmt: skip
    if case is None:
        return render(asking, "intake/paper.html", shown)
    return keyed(asking, case, kind, _form(kind, found), found, shown)


def _form(kind: str, found: IncomingPaper) -> type[Keying]:
    return from_the_web(FORMS[kind]) if found.channel == WEB else FORMS[kind]


def _usual(found: IncomingPaper) -> str:
    """Return what a paper most likely is: as it was sent on the web, else by its code, which forms and letters have."""
    filed = filed_with(found)
    if filed:
        return filed.kind if filed.kind in FORMS else DOCUMENT
    if not found.code:
        return DOCUMENT
    return REPLY if code_in(found.code, found.office, b"").of == LETTER else REQUEST


def kind_asked(request: HttpRequest, known: Container[str], *, usual: str) -> str:
    """Return the kind that the address asks for, or else the usual one."""
    asked = request.GET.get("as", "")
    return asked if asked in known else usual


def keyed(
    asking: StaffRequest, case: Case, kind: str, form_class: type[Keying], found: IncomingPaper | None,
    shown: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """Show the form on this case, or key in what was sent and go to the receipt. A refusal loses nothing."""
    moment, sends = now(), asking.method == "POST"
    form = form_class(asking.POST) if sends else form_class(initial=_initial(form_class, found, case, moment))
    refused = None
    if sends and form.is_valid():
        try:
            return _done(asking, case, form, found, moment)
        except Refused as why:
            refused = why
        except KeyReused:
            form.add_error(None, _("This was sent before with other words. Load the page again."))
    opener, kept_back = opener_of(case)
    shown |= {"case": case, "form": form, "kind": kind, "kinds": KEYED, "effects": effects_of(kind),
              "refused": refused, "closing": where_closing_stands(case.number), "opener": opener,
              "kept_back": kept_back}  # fmt: skip
    template = "intake/paper.html" if found else "intake/call_case.html"
    return render(asking, template, shown, status=NOT_DONE if sends else 200)


def _done(
    asking: StaffRequest, case: Case, form: Keying, found: IncomingPaper | None, moment: datetime
) -> HttpResponse:
    """Key in what the form says, and go to the receipt. Raises Refused and KeyReused."""
    zone = case.office.zone
    done = key_in(number=case.number, keyed=form.keyed(found.pk if found else None, zone, moment),
                  by=acting(asking.user), on=today(zone), at=moment, key=form.cleaned_data["key"])  # fmt: skip
    keyed_in_here(asking, done.id)
    messages.success(asking, _("It is keyed in."))
    if form.cleaned_data.get("email"):
        _agreed(asking, case, form, moment)
    return redirect("intake_receipt", pk=done.id)


def _agreed(asking: StaffRequest, case: Case, form: Keying, moment: datetime) -> None:
    """Record that the person who opened the case agreed to e-mail. Where that is refused, the paper stays keyed in."""
    said, zone = form.cleaned_data, case.office.zone
    consent = GiveConsent(case.opened_by_id or 0, "email", said["arrived_on"])
    try:
        give_consent(number=case.number, consent=consent, address=said["email"], by=acting(asking.user),
                     on=today(zone), at=moment, key=f"consent:{said['key']}")  # fmt: skip
    except Refused as refused:
        messages.warning(asking, f"{refused.words(language())} {refused.todo(language())}")


def _initial(form_class: type[Keying], found: IncomingPaper | None, case: Case, moment: datetime) -> dict[str, Any]:
    if found is None:
        local = moment.astimezone(ZoneInfo(case.office.zone))
        return {"arrived_on": local.date(), "arrived_time": local.time(), "channel": "phone"}
    local = found.arrived_at.astimezone(ZoneInfo(case.office.zone))
    at = None if local.time() == NOON else local.time()
    values = {"arrived_on": local.date(), "arrived_time": at, "channel": found.channel}
    values |= _sent_with(found, form_class)
    return {**values, "code": found.code} if issubclass(form_class, ReturnedForm) else values


def _sent_with(found: IncomingPaper, form_class: type[Keying]) -> dict[str, Any]:
    """Return what was said on the web with the paper. A signature on a paper is for whoever looks at it to see."""
    filed = filed_with(found)
    if filed is None:
        return {}
    said = {name: filed.said[name] for name in form_class.says if name in filed.said}
    return said if signed_on_paper(filed) else said | {"signed": "yes"}


def form_without_paper(kind: str) -> type[Keying]:
    """Return the form of a kind for what came without a scan."""
    return without_paper(FORMS[kind])
