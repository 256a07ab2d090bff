"""Where a row of the queue leads to in one click: the page of the act that is next, or else the case."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from caseclose.staff.access.table import access_table, may_open
from caseclose.staff.models import Account
from caseclose.staff.screens.queue.lists import CLOSINGS

ACTS = {
    "requested": ("approve",),
    "proposed": ("approve",),
    "approved": ("send_notice",),
    "replied": ("review_reply",),
}
"""By step, the acts that are next, as the pages of cases name them."""
PAGE_OF_ACT = "case_act"


def add_next_pages(kind: str, rows: list[dict[str, Any]], account: Account) -> None:
    """Add to each row the address of the next act, where there is a page for it that the account may open."""
    may = PAGE_OF_ACT in access_table() and may_open(PAGE_OF_ACT, account.roles)
    for row in rows:
        acts = ACTS.get(str(row.get("step")), ()) if kind == CLOSINGS and may else ()
        act = next((act for act in acts if account.actor_for(act)), None)
        row["act"] = reverse(PAGE_OF_ACT, kwargs={"number": row["number"], "act": act}) if act else ""
