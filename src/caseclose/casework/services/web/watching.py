"""What the watch over the public site saw. A silence that is over, and was long enough, is an outage.

The rows hold the last look and the beginning of a silence, and no row is written for each look. Where nobody looked for
longer than the shortest outage, nothing is known of that time: it is no outage, and a person is asked about it.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import SiteWatch
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.web.outages import RecordOutage, record_outage
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role
from caseclose.law.safeguards import outage_rule

THE_WATCH = Actor("the watch", Role.SYSTEM)
PUBLIC = "public"
_TO_THE_MINUTE = "%Y-%m-%d %H:%M UTC"


def saw(*, answered: bool, on: date, at: datetime) -> str:
    """Take down whether the site answered `at` a moment; return in words how that leaves it. An older look is nothing.

    A silence that ends is recorded as an outage from the last answer before it, and a person is asked to check it.
    """
    with transaction.atomic():
        first = {"looked_at": at, "answered_at": at if answered else None, "silent_since": None if answered else at}
        _, new = SiteWatch.objects.get_or_create(site=PUBLIC, defaults=first)
        watch = SiteWatch.objects.select_for_update().get(site=PUBLIC)
        if not new and at > watch.looked_at:
            _take_down(watch, answered=answered, on=on, at=at)
    return f"silent since {_said(watch.silent_since)}" if watch.silent_since else "it answers"


def _take_down(watch: SiteWatch, *, answered: bool, on: date, at: datetime) -> None:
    unwatched = at - watch.looked_at > outage_rule().shortest
    if unwatched:
        _end_silence(watch, watch.looked_at, on, at)
        _ask("site_unwatched", watch.looked_at, at, on)
    if answered:
        _end_silence(watch, at, on, at)
        watch.answered_at = at
    elif watch.silent_since is None:
        watch.silent_since = at if unwatched else watch.looked_at
    watch.looked_at = at
    watch.save()


def _end_silence(watch: SiteWatch, ended_at: datetime, on: date, at: datetime) -> None:
    """End a silence. One that was long enough is recorded, and a person is asked to check it."""
    began_at, watch.silent_since = watch.silent_since, None
    if began_at is None or ended_at - began_at <= outage_rule().shortest:
        return
    done = record_outage(outage=RecordOutage(began_at, ended_at), by=THE_WATCH, on=on, at=at)
    _ask("outage_to_check", began_at, ended_at, on, moved=str(done.moved))


def _ask(kind: str, began_at: datetime, ended_at: datetime, on: date, **more: str) -> None:
    said = {"began": _said(began_at), "ended": _said(ended_at), **more}
    ask_once(asked(case=None, key=f"{kind}:{began_at.isoformat()}", kind=kind, due=on, **said))


def _said(moment: datetime) -> str:
    return moment.strftime(_TO_THE_MINUTE)
