"""What a person is asked about a release order. There is at most one open task for an order at a time."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from caseclose.casework.models import ReleaseOrder, Task
from caseclose.casework.services.asked import asked

_ASKED = {ReleaseOrder.State.REFUSED.value: "release_refused", ReleaseOrder.State.UNKNOWN.value: "release_unknown"}


def open_task(order: ReleaseOrder, on: date) -> bool:
    """Make sure that a person is asked about `order`; say whether it is new. The caller has locked the case."""
    before = _tasks_of(order)
    if before.filter(done_on=None).exists():
        return False
    asked(
        case=order.closure.case_id,
        key=f"release:{order.pk}:{before.count() + 1}",
        kind=_ASKED[order.state],
        due=on,
        says="find_out_release",
        remedy=order.kind,
        reason=order.reason,
    ).save()
    return True


def close_tasks(order: ReleaseOrder, on: date) -> None:
    """Close what was asked about `order`: it is settled."""
    _tasks_of(order).filter(done_on=None).update(done_on=on)


def _tasks_of(order: ReleaseOrder) -> QuerySet[Task]:
    key = f"release:{order.pk}"
    return Task.objects.filter(Q(key=key) | Q(key__startswith=f"{key}:"), case_id=order.closure.case_id)


def report(*, case: str, key: str, kind: str, words: str, on: date) -> bool:
    """Ask a person to look at something odd, once for each key; say whether it is new."""
    _, new = Task.objects.get_or_create(
        key=key[:120], defaults={"case_id": case, "kind": kind, "words": words[:300], "due_on": on}
    )
    return new
