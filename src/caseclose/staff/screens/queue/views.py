"""The work queue: what is mine, my team's, nobody's, or the office's, by what there is to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from caseclose.casework.selectors.work_queue import Whose
from caseclose.staff.access.need import cases_hidden_from, sees_any_office
from caseclose.staff.access.table import may_open
from caseclose.staff.building.paging import page_of
from caseclose.staff.models import Account
from caseclose.staff.requests import staff
from caseclose.staff.roles import StaffRole
from caseclose.staff.screens.queue.lists import LISTS, Asked, counts, told
from caseclose.staff.screens.queue.next_page import add_next_pages
from caseclose.staff.screens.queue.saved import MOST_SAVED, kept_query
from caseclose.web.clock import today
from caseclose.web.forms import new_key

UTC = "UTC"
SCOPES = {
    "mine": _("Mine"),
    "team": _("My team"),
    "unassigned": _("Not assigned"),
    "office": _("The whole office"),
}


def queue(request: HttpRequest) -> HttpResponse:
    """Show a page of the list that the address asks for, and how much is in the others."""
    asking, account = staff(request), staff(request).user
    on = today(account.office.zone if account.office else UTC)
    scope, name = chosen(account, request)
    asked, work_list = Asked(whose(account, scope), on), LISTS[name]
    counted = counts(asked)
    count = counted[name]
    page = page_of(
        work_list.rows(asked), work_list.order, request.GET, counted=count.number, counted_all=not count.more
    )
    add_next_pages(work_list.kind, page.rows, account)
    told(work_list, page.rows, on)
    shown: dict[str, Any] = {
        "page": page,
        "on": on,
        "scope": scope,
        "scopes": SCOPES,
        "chosen": name,
        "work_list": work_list,
        "lists": [(each, found.name, counted[each]) for each, found in LISTS.items()],
        "key": new_key(),
        "may_take": may_open("queue_take", account.roles, "POST"),
        "may_many": may_open("bulk_approve", account.roles, "POST"),
        "back": request.GET.urlencode(),
    }
    part = asking.htmx and not asking.htmx.history_restore_request
    if not part:
        shown["saved"] = list(account.saved_views.order_by("name")[:MOST_SAVED])
        shown["query"] = kept_query(request.GET)
    return render(asking, "queue/part.html" if part else "queue/list.html", shown)


def chosen(account: Account, request: HttpRequest) -> tuple[str, str]:
    """Return whose work and which list the address asks for, or else what the account looks at first."""
    scope, name = request.GET.get("scope", ""), request.GET.get("list", "")
    return scope if scope in SCOPES else usual_scope(account), name if name in LISTS else "all"


def usual_scope(account: Account) -> str:
    """Return whose work an account sees first."""
    return "mine" if account.has(StaffRole.CASEWORKER) else "office"


def whose(account: Account, scope: str) -> Whose:
    """Return whose work is asked for: never another office's, and nothing that the account must not see."""
    return Whose(
        office=None if sees_any_office(account) else (account.office_id or ""),
        worker=account.name if scope == "mine" else None,
        team=account.team if scope == "team" else None,
        unassigned=scope == "unassigned",
        hidden=cases_hidden_from(account),
    )
