"""Holds that end by themselves, on their day or when their event comes, and owners who are told so in good time."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from caseclose.casework.models import Hold
from caseclose.casework.selectors.holds import holds_ending, holds_run_out, holds_whose_event_came
from caseclose.casework.selectors.service_levels import service_span
from caseclose.casework.services import journal
from caseclose.casework.services.holds.holding import EVENTS, end_hold, line, tell_owner
from caseclose.casework.services.locking import lock_case
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role
from caseclose.law.spans import after
from caseclose.law.values import LATEST

SYSTEM = Actor("system", Role.SYSTEM)


def holds_due(*, on: date, at: datetime) -> Counter[str]:
    """End the holds that are over by `on`, and tell owners of those that end soon. Run again, it finds nothing to do.

    A hold that ran out on a day when nobody worked is written down as ended on its own day.
    """
    done: Counter[str] = Counter()
    events = [holds_whose_event_came(event, kind) for event, kind in EVENTS.items() if kind]
    for found in (holds_run_out(on), *events):
        for key, number in found.values_list("pk", "case_id"):
            done["holds_ended"] += _end(found, key, number, on, at)
    for hold in holds_ending(on, LATEST - timedelta(days=1)).select_related("case__office"):
        soon = after(on, service_span("hold_ending_soon_span", hold.case.state, on))
        if hold.ends_on is not None and hold.ends_on <= soon:
            words = f"Hold {hold.pk} on this case, which is yours, ends on {hold.ends_on.isoformat()}"
            done["holds_ending_soon"] += tell_owner(hold, "soon", words, hold.ends_on)
    return +done


def _end(found: QuerySet[Hold], hold: int, number: str, on: date, at: datetime) -> bool:
    with transaction.atomic():
        lock_case(number)
        over = found.filter(pk=hold).first()
        if over is None:
            return False
        ended_on = over.ends_on if over.ends_on is not None and over.ends_on <= on else on
        end_hold(over, SYSTEM.name, ended_on)
        body = {"hold": over.pk, "kind": over.kind, "end": over.until or ended_on.isoformat()}
        journal.append([line(over, "HoldEnded", body, SYSTEM, on, at)])
        tell_owner(over, "ended", f"Hold {over.pk} on this case, which is yours, ended on {ended_on.isoformat()}", on)
    return True
