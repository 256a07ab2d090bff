"""Where a row of the queue leads to in one click: the page of the act that is next, or else the case."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from caseclose.casework.selectors.releases import FOR_A_PERSON
from caseclose.staff.access.table import access_table, may_open
from caseclose.staff.building.task_acts import FINISH, SETTLE, act_of_task
from caseclose.staff.models import Account

NEXT = {
    "requested": ("case_approve",),
    "proposed": ("case_approve",),
    "approved": ("case_send_notice",),
    "replied": ("case_review_reply",),
}
"""By step of a closing, the pages of the acts that are next, by the names of their addresses."""
OF_HOLDS = "case_lift"

ROW_IN_ADDRESS = {("tasks", FINISH): "task", ("releases", SETTLE): "release"}
"""By list and act, under which name the number of the row stands in the address."""


def add_next_pages(kind: str, rows: list[dict[str, Any]], account: Account) -> None:
    """Add to each row the address of what is next to do, where there is a page for it that the account may send."""
    for row in rows:
        name = next((name for name in _acts_of(kind, row) if _may(name, account)), None)
        row["act"] = _address(name, kind, row) if name and _for(row, account) else ""


def _address(name: str, kind: str, row: dict[str, Any]) -> str:
    address = reverse(name, kwargs={"number": row["number"]})
    named = ROW_IN_ADDRESS.get((kind, name))
    return f"{address}?{named}={row['pk']}" if named else address


def _acts_of(kind: str, row: dict[str, Any]) -> tuple[str, ...]:
    """Return the acts that are next, by what the list holds and how the row stands."""
    if kind == "tasks":
        return (act_of_task(row["kind"]),)
    if kind == "releases":
        return (SETTLE,) if row["state"] in FOR_A_PERSON else ()
    return (OF_HOLDS,) if kind == "holds" else NEXT.get(str(row.get("step")), ())


def _may(name: str, account: Account) -> bool:
    return name in access_table() and may_open(name, account.roles, "POST")


def _for(row: dict[str, Any], account: Account) -> bool:
    """Whether the act is this account's to take: nobody checks their own proposal."""
    return row.get("step") != "proposed" or row["begun_by"].casefold() != account.name.casefold()
