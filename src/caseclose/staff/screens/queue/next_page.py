"""Where a row of the queue leads to in one click: the page of the act that is next, or else the case."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from caseclose.staff.access.table import access_table, may_open
from caseclose.staff.models import Account

NEXT = {
    "requested": ("case_approve",),
    "proposed": ("case_approve",),
    "approved": ("case_send_notice",),
    "replied": ("case_review_reply",),
}
"""By step of a closing, the pages of the acts that are next, by the names of their addresses."""
OF_TASKS, OF_HOLDS = "case_finish", "case_lift"


def add_next_pages(kind: str, rows: list[dict[str, Any]], account: Account) -> None:
    """Add to each row the address of what is next to do, where there is a page for it that the account may send."""
    for row in rows:
        names = {"tasks": (OF_TASKS,), "holds": (OF_HOLDS,)}.get(kind, NEXT.get(str(row.get("step")), ()))
        name = next((name for name in names if _may(name, account)), None)
        row["act"] = reverse(name, kwargs={"number": row["number"]}) if name and _for(row, account) else ""
        if row["act"] and kind == "tasks":
            row["act"] += f"?task={row['pk']}"


def _may(name: str, account: Account) -> bool:
    return name in access_table() and may_open(name, account.roles, "POST")


def _for(row: dict[str, Any], account: Account) -> bool:
    """Whether the act is this account's to take: nobody checks their own proposal."""
    return row.get("step") != "proposed" or row["begun_by"].casefold() != account.name.casefold()
