"""A batch: how far it has come, what is refused and why, and going on with it a few cases at a time."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caseclose.caseload.refusals import inert
from caseclose.casework.selectors.batches import (
    batch_names_any,
    batch_standing,
    batches_of_office,
    notes_of_batch,
    refused_of_batch,
)
from caseclose.casework.services.bulk.acts import APPROVE, KEEP_OPEN, PROPOSE
from caseclose.casework.services.bulk.running import run_batch
from caseclose.casework.services.bulk.stepwise import go_on_previewing
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from caseclose.staff.access.need import cases_hidden_from, sees_any_office
from caseclose.staff.access.table import may_open
from caseclose.staff.models import Account
from caseclose.staff.requests import staff
from caseclose.staff.screens.bulk.choosing import NEWEST, day_of
from caseclose.web.clock import now
from caseclose.web.language import language

AT_ONCE = 20
"""How many cases are looked at or done in one step, so that each answers soon."""
SHOWN = 100
"""How many refused cases a page shows; the file has all."""
MOVING = ("previewing", "running")
STEPS = (PROPOSE, APPROVE, KEEP_OPEN)
"""What is a step of a closing: the table of steps says who takes it. The rest is for supervisors."""
COLUMNS = ("case", "rule", "why", "what would satisfy it", "cites")
Standing = dict[str, Any]


def batches(request: HttpRequest) -> HttpResponse:
    """Show the newest batches of the office."""
    asking = staff(request)
    roles = asking.user.roles
    return render(
        asking,
        "bulk/list.html",
        {
            "batches": batches_of_office(_office(asking.user), NEWEST),
            "may_propose": may_open("bulk_propose", roles),
            "may_reopen": may_open("bulk_reopen", roles),
            "may_approve": may_open("bulk_approve", roles),
        },
    )


def show(request: HttpRequest, batch: int) -> HttpResponse:
    """Show how far a batch has come; or only that, to a page that asks for a part."""
    asking, account = staff(request), staff(request).user
    standing = _standing(account, batch)
    hidden = cases_hidden_from(account)
    moving = standing["state"] in MOVING
    refused = [] if moving else refused_of_batch(batch, language(), hidden)
    notes = {} if moving else notes_of_batch(batch, hidden)
    counts = standing["counts"]
    shown = {
        "batch": standing,
        "counts": counts,
        "left": counts["untried"] if standing["state"] == "previewing" else counts["waiting"],
        "moving": moving,
        "refused": refused[:SHOWN],
        "refused_more": len(refused) > SHOWN,
        "notes": list(notes.items())[:SHOWN],
        "may_go": _actor(account, standing) is not None,
    }
    shown["looked_at"] = counts["all"] - shown["left"]
    return render(asking, "bulk/standing.html" if asking.htmx else "bulk/batch.html", shown)


def go(request: HttpRequest, batch: int) -> HttpResponse:
    """Go on with a batch for a few cases: with its preview, or with doing what was previewed. Then show it again."""
    asking, account = staff(request), staff(request).user
    standing = _standing(account, batch)
    actor = _actor(account, standing)
    if actor is None:
        raise PermissionDenied
    try:
        _go_on(account, standing, actor, asking.POST.get("fingerprint", ""))
    except Refused as refused:
        messages.error(request, f"{refused.words(language())} {refused.todo(language())}".strip())
        response = redirect("bulk_batch", batch=batch)
        if asking.htmx:
            response.status_code, response["HX-Redirect"] = 204, response["Location"]
        return response
    if asking.htmx:
        return show(request, batch)
    return redirect("bulk_batch", batch=batch)


def _go_on(account: Account, standing: Standing, actor: Actor, fingerprint: str) -> None:
    number, on = standing["batch"], day_of(account)
    if standing["state"] == "previewing":
        go_on_previewing(number, on=on, at=now(), at_most=AT_ONCE)
        return
    if batch_names_any(number, cases_hidden_from(account)):
        raise Refused("bulk_not_yours")
    if standing["state"] == "previewed" and not fingerprint:
        raise Refused("bulk_preview_changed")
    run_batch(batch=number, by=actor, on=on, at=now(), fingerprint=fingerprint, at_most=AT_ONCE)


def refused(request: HttpRequest, batch: int) -> HttpResponse:
    """Send the refused cases as a file that no spreadsheet runs anything of."""
    account = staff(request).user
    _standing(account, batch)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="batch-{batch}-refused.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in refused_of_batch(batch, language(), cases_hidden_from(account)):
        cells = (
            row["case"],
            row.get("rule", ""),
            row.get("words", ""),
            row.get("todo", ""),
            "; ".join(row.get("cites", ())),
        )
        writer.writerow([inert(str(cell)) for cell in cells])
    return response


def _office(account: Account) -> str | None:
    return None if sees_any_office(account) else (account.office_id or "")


def _standing(account: Account, number: int) -> Standing:
    """Return the batch. Raises Http404 where the account's office has none of this number."""
    found = batch_standing(number, _office(account)) if number < 2**63 else None
    if found is None:
        raise Http404(_("There is no such batch."))
    return found


def _actor(account: Account, standing: Standing) -> Actor | None:
    """Return as whom the account may go on with a batch; None where it may not."""
    if not may_open("bulk_go", account.roles, "POST") or standing["office"] != account.office_id:
        return None
    if standing["kind"] in STEPS:
        return account.actor_for(standing["kind"])
    actor = account.actor(Role.SUPERVISOR)
    return actor if actor and actor.role is Role.SUPERVISOR else None
