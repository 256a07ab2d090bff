"""Holds that stand, that end soon, and that are over although nobody has written so yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from caseclose.casework.models import Hold, JournalEntry
from caseclose.law.values import LATEST


def holds_standing(on: date) -> QuerySet[Hold]:
    """The holds that stand on the day: begun, not lifted, and their end not come."""
    return _not_lifted(on).filter(Q(ends_on=None) | Q(ends_on__gt=on), begun_on__lte=on)


def holds_run_out(on: date) -> QuerySet[Hold]:
    """The holds whose end has come by `on`, and that nobody has ended yet."""
    return Hold.objects.filter(lifted_on=None, ends_on__lte=on)


def holds_ending(after: date, by: date) -> QuerySet[Hold]:
    """The holds that end later than `after` and on `by` at the latest."""
    return Hold.objects.filter(lifted_on=None, ends_on__gt=after, ends_on__lte=by)


def holds_whose_event_came(event: str, kind: str) -> QuerySet[Hold]:
    """The holds until `event` of whose case the journal told, after it told of the hold, in an entry of this kind."""
    later = JournalEntry.objects.filter(case=OuterRef("case"), kind=kind, number__gt=OuterRef("entry"))
    return Hold.objects.filter(Exists(later), lifted_on=None, until=event)


def hold_list(
    on: date, *, case: str = "", owner: str = "", kind: str = "", ending_by: date | None = None
) -> list[dict[str, Any]]:
    """The holds that stand on the day, those that end first ahead. The reasons are not in it."""
    found = holds_standing(on)
    for name, wanted in (("case_id", case), ("owner", owner), ("kind", kind)):
        found = found.filter(**{name: wanted}) if wanted else found
    if ending_by is not None:
        found = found.filter(ends_on__lte=ending_by)
    return [_row(hold) for hold in found.order_by("ends_on", "id")]


def _row(hold: Hold) -> dict[str, Any]:
    dated = hold.ends_on if hold.ends_on != LATEST else None
    return {
        "hold": hold.pk,
        "case": hold.case_id,
        "kind": hold.kind,
        "owner": hold.owner,
        "begun_on": hold.begun_on,
        "ends_on": dated,
        "until": hold.until or None,
        "lift_asked_by": hold.lift_asked_by or None,
    }


def _not_lifted(on: date) -> QuerySet[Hold]:
    return Hold.objects.filter(Q(lifted_on=None) | Q(lifted_on__gt=on))
