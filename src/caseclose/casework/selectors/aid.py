"""Aid on record: what runs on a day, and what a family said when its aid had ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from caseclose.casework.models import AssistancePeriod, Duty

DECLINED, WANTED = "declined", "wanted"


def periods_running(number: str, day: date) -> QuerySet[AssistancePeriod]:
    """The times on aid of case `number` that run on the day: begun by it, and not ended by it."""
    return AssistancePeriod.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), case_id=number, begun_on__lte=day
    ).order_by("pk")


def aid_on(number: str, day: date) -> frozenset[str]:
    """Return the kinds of aid that run on the day."""
    return frozenset(periods_running(number, day).values_list("kind", flat=True))


def aid_periods(number: str) -> list[dict[str, Any]]:
    """Every time on aid of the case, the oldest first."""
    found = AssistancePeriod.objects.filter(case_id=number).order_by("begun_on", "pk")
    return [dict(row) for row in found.values("kind", "begun_on", "ended_on")]


def refused_services(number: str) -> bool:
    """Say whether the family's newest answer to the notice that services go on was that it does not want them."""
    asked = Duty.objects.filter(case_id=number, kind="continuation_of_services").exclude(answer="")
    return asked.order_by("-pk").values_list("answer", flat=True).first() == DECLINED
