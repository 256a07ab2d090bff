"""Closures that something is due on."""

from __future__ import annotations

from datetime import date

from caseclose.casework.models import Closure
from caseclose.closure.steps import Step


def closures_awaiting_notice() -> list[str]:
    """The numbers of the cases whose closing is approved and owes a notice that has not gone out."""
    found = Closure.objects.filter(step=Step.APPROVED.value, noticed_on=None).exclude(notice="")
    return list(found.order_by("id").values_list("case_id", flat=True))


def closures_due(on: date) -> list[str]:
    """The numbers of the cases whose notice has run its days by `on`, and of those that owe none."""
    noticed = Closure.objects.filter(step=Step.NOTICED.value, earliest_close_on__lte=on)
    without = Closure.objects.filter(step=Step.APPROVED.value, notice="")
    return [number for found in (noticed, without) for number in found.order_by("id").values_list("case_id", flat=True)]
