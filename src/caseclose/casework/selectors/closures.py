"""Closures that something is due on."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from caseclose.casework.models import Closure, Task
from caseclose.closure.steps import Step

ADDRESS_SEARCH = "search_address"
"""The kind of task that asks to look for an address after a notice came back."""


def closures_awaiting_notice(on: date) -> QuerySet[Closure]:
    """The closures that are approved and owe a notice that has not gone out.

    One whose notice came back waits while somebody looks for the address, until the day on which the search is over.
    """
    searched = Task.objects.filter(case=OuterRef("case"), kind=ADDRESS_SEARCH, done_on=None, due_on__gt=on)
    waiting = Closure.objects.filter(step=Step.APPROVED.value, noticed_on=None).exclude(notice="")
    return waiting.filter(~Exists(searched))


def closures_due(on: date) -> QuerySet[Closure]:
    """The closures whose notice has run its days by `on`, and those that owe none."""
    return Closure.objects.filter(
        Q(step=Step.NOTICED.value, earliest_close_on__lte=on) | Q(step=Step.APPROVED.value, notice="")
    )
