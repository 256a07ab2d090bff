"""Release orders that time has run out for, that nobody is asked about, or that nobody accounts for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from caseclose.casework.models import Case, ReleaseOrder, Remedy, Task
from caseclose.casework.selectors.offices import states_worked
from caseclose.casework.selectors.service_levels import service_span
from caseclose.casework.services.releases.letting_go import KEPT_FOR_OTHER
from caseclose.law.spans import Span, latest_start

State = ReleaseOrder.State
ON_THE_WAY = (State.MADE, State.SENT, State.ACCEPTED)
"""Orders for which the outside world has the next word."""

FOR_A_PERSON = (State.REFUSED, State.UNKNOWN)
"""Orders for which a person has the next word."""


def overdue_releases(on: date) -> QuerySet[ReleaseOrder]:
    """The orders on the way whose last word is older, by `on`, than their state's policy lets them wait."""
    late = Q(pk__in=())
    for span, states in _states_by_span(on).items():
        late |= Q(closure__case__office__state__in=states, last_on__lte=latest_start(on - timedelta(days=1), span))
    orders = ReleaseOrder.objects.annotate(last_on=Coalesce(F("answered_on"), F("sent_on"), F("made_on")))
    return orders.filter(late, state__in=ON_THE_WAY).order_by("pk")


def _states_by_span(on: date) -> dict[Span, list[str]]:
    found: dict[Span, list[str]] = {}
    for state in states_worked():
        found.setdefault(service_span("release_answer_span", state, on), []).append(state)
    return found


def unasked_releases() -> QuerySet[ReleaseOrder]:
    """The refused and unknown orders about which no open task asks a person."""
    return ReleaseOrder.objects.filter(~_asked(), state__in=FOR_A_PERSON).order_by("pk")


def _asked() -> Exists:
    key = Concat(Value("release:"), Cast(OuterRef("pk"), CharField()))
    about = Q(key=key) | Q(key__startswith=Concat(key, Value(":")))
    return Exists(Task.objects.filter(about, case_id=OuterRef("closure__case_id"), done_on=None))


def unaccounted_releases(on: date) -> list[ReleaseOrder]:
    """The orders that nobody accounts for on the day. It should always be empty.

    An order is accounted for when it is confirmed, kept for a reason that still holds, on the way and within its time,
    or refused or unknown with an open task for a person.
    """
    kept_for_nothing = Q(state=State.KEPT) & (Q(reason="") | _needed_no_more())
    found = ReleaseOrder.objects.filter(
        kept_for_nothing | Q(pk__in=overdue_releases(on).values("pk")) | Q(pk__in=unasked_releases().values("pk"))
    )
    return list(found.select_related("closure", "remedy").order_by("pk"))


def _needed_no_more() -> Q:
    """Kept for another open case, where no open case is left and no other order decides about the remedy.

    So it ends when two cases that share a remedy close at the same moment, each still seeing the other open.
    """
    serves = Case.objects.filter(remedies=OuterRef("remedy"), kind=Case.Kind.ENFORCEMENT)
    others = ReleaseOrder.objects.filter(remedy=OuterRef("remedy")).exclude(reason=KEPT_FOR_OTHER)
    return Q(reason=KEPT_FOR_OTHER, remedy__ended_on=None) & ~Exists(serves) & ~Exists(others)


def remedies_without_order() -> list[Remedy]:
    """The remedies still in place whose every case has ended enforcement, and that no release order speaks of."""
    serves = Case.objects.filter(remedies=OuterRef("pk"), kind=Case.Kind.ENFORCEMENT)
    spoken = ReleaseOrder.objects.filter(remedy=OuterRef("pk"))
    found = Remedy.objects.filter(~Exists(serves), ~Exists(spoken), ended_on=None, cases__isnull=False)
    return list(found.distinct().order_by("pk"))


def release_rows(*, case: str | None = None, states: Collection[str] = ()) -> list[dict[str, Any]]:
    """The release orders, newest first: of one case, or standing in these states, or all."""
    found = ReleaseOrder.objects.order_by("-pk")
    found = found.filter(closure__case_id=case) if case else found
    found = found.filter(state__in=states) if states else found
    names = ("release", "case", "kind", "state", "reason", "made_on", "sent_on", "answered_on")
    columns = ("pk", "closure__case_id", *names[2:])
    return [dict(zip(names, row, strict=True)) for row in found.values_list(*columns)]
