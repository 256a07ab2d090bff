"""The remedies of one case, and what became of each. The party is not named: it may tell where a person is."""

from __future__ import annotations

from typing import Any

from caseclose.casework.models import Case, ReleaseOrder, Remedy


def remedies_of(case: Case) -> list[dict[str, Any]]:
    """Return the remedies, those in place first, each with its newest release and the other cases it serves."""
    remedies = list(case.remedies.prefetch_related("cases").order_by("placed_on", "pk"))
    newest = {order.remedy_id: order for order in _releases(remedies)}
    found = [_remedy(remedy, case, newest.get(remedy.pk)) for remedy in remedies]
    return sorted(found, key=lambda each: each["ended_on"] is not None)


def _releases(remedies: list[Remedy]) -> list[ReleaseOrder]:
    return list(ReleaseOrder.objects.filter(remedy__in=remedies).select_related("closure").order_by("pk"))


def _remedy(remedy: Remedy, case: Case, order: ReleaseOrder | None) -> dict[str, Any]:
    return {
        "remedy": remedy.pk,
        "kind": remedy.kind,
        "placed_on": remedy.placed_on,
        "ended_on": remedy.ended_on,
        "release": _release(order) if order else None,
        "serves_too": sorted(other.number for other in remedy.cases.all() if other.number != case.number),
    }


def _release(order: ReleaseOrder) -> dict[str, Any]:
    names = ("state", "reason", "made_on", "sent_on", "answered_on")
    return {"release": order.pk, "case": order.closure.case_id, **{name: getattr(order, name) for name in names}}
