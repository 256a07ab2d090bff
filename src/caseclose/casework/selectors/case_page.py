"""One case on one page: what a worker needs to know of its closing. No name and no address is on it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from caseclose.casework.models import Case, Closure
from caseclose.casework.selectors.duties import OWED


def case_page(number: str) -> dict[str, Any] | None:
    """Return where case `number` stands, or None where there is no such case."""
    case = Case.objects.filter(number=number).select_related("office").first()
    if case is None:
        return None
    closure = case.closures.order_by("-id").first()
    return {
        "case": case.number,
        "office": case.office.name,
        "state": case.state,
        "kind": case.kind,
        "opened_on": case.opened_on,
        "enforcement_closed_on": case.enforcement_closed_on,
        "reopened_on": case.reopened_on,
        "closing": _closing(closure) if closure else None,
        "releases": _rows(closure.releases.all(), "kind", "state", "reason") if closure else [],
        "replies": _rows(closure.replies.all(), "key", "arrived_at", "channel", "could_lead") if closure else [],
        "agencies": _rows(case.agencies.filter(ended_on=None), "role", "code", "their_case", "way"),
        "duties": _rows(case.duties.filter(OWED), "kind", "due_on", "to_decide"),
        "tasks": _rows(case.tasks.filter(done_on=None), "kind", "words", "due_on"),
    }


def _closing(closure: Closure) -> str:
    said = [closure.step, closure.way, f"under {closure.criterion}" if closure.criterion else ""]
    if closure.earliest_close_on:
        said.append(f"not before {closure.earliest_close_on}")
    if closure.outcome:
        said.append(f"becomes {closure.outcome}")
    return ", ".join(each for each in said if each)


def _rows(found: QuerySet[Any], *names: str) -> list[dict[str, Any]]:
    return list(found.order_by("id").values(*names))
