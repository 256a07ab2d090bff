"""Closures that something is due on."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from caseclose.casework.models import Closure
from caseclose.closure.steps import Step


def closures_awaiting_notice(_on: date) -> QuerySet[Closure]:
    """The closures that are approved and owe a notice that has not gone out."""
    return Closure.objects.filter(step=Step.APPROVED.value, noticed_on=None).exclude(notice="")


def closures_due(on: date) -> QuerySet[Closure]:
    """The closures whose notice has run its days by `on`, and those that owe none."""
    return Closure.objects.filter(
        Q(step=Step.NOTICED.value, earliest_close_on__lte=on) | Q(step=Step.APPROVED.value, notice="")
    )
