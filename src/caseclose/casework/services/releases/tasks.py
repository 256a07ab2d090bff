"""What a person is asked about release orders. There is at most one open task for an order at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseclose.casework.models import ReleaseOrder, Task
from caseclose.casework.services.asked import asked
from caseclose.casework.services.rows import insert

_ASKED = {ReleaseOrder.State.REFUSED.value: "release_refused", ReleaseOrder.State.UNKNOWN.value: "release_unknown"}
ASKED = frozenset(_ASKED.values())
"""The kinds of tasks that ask about a release."""
_ABOUT = "release:"
"""How the keys of these tasks begin; the number of the order follows, then how often it was asked."""


def open_tasks(orders: Sequence[ReleaseOrder], on: date) -> int:
    """Make sure that a person is asked about each of `orders`; return how many are new. The cases are locked."""
    before = _tasks_of(orders)
    new = [
        asked(
            case=order.closure.case_id,
            key=f"{_ABOUT}{order.pk}:{len(before.get(order.pk, ())) + 1}",
            kind=_ASKED[order.state],
            due=on,
            says="find_out_release",
            remedy=order.kind,
            reason=order.reason,
        )
        for order in orders
        if all(task.done_on for task in before.get(order.pk, ()))
    ]
    insert(new)
    return len(new)


def close_tasks(orders: Sequence[ReleaseOrder], on: date) -> None:
    """Close what was asked about `orders`: they are settled."""
    open_now = [task.pk for tasks in _tasks_of(orders).values() for task in tasks if task.done_on is None]
    if open_now:
        Task.objects.filter(pk__in=open_now).update(done_on=on)


def _tasks_of(orders: Sequence[ReleaseOrder]) -> dict[int, list[Task]]:
    """Return what was ever asked about these orders, by their numbers."""
    found: dict[int, list[Task]] = {order.pk: [] for order in orders}
    if not orders:
        return found
    cases = {order.closure.case_id for order in orders}
    for task in Task.objects.filter(case__among=cases, key__startswith=_ABOUT).only("key", "done_on"):
        number = task.key.removeprefix(_ABOUT).split(":", 1)[0]
        if number.isdecimal() and int(number) in found:
            found[int(number)].append(task)
    return found
