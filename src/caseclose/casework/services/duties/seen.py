"""Changes of aid that an extract brought. Nobody entered them here: the day's work finds them and acts on each once."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.db.models import CharField, DateField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from caseclose.casework.models import AssistancePeriod, Case, Closure, Duty, ImportRun
from caseclose.casework.selectors.offices import states_worked
from caseclose.casework.selectors.service_levels import service_span
from caseclose.casework.services.duties import continuation, referral
from caseclose.casework.services.duties.aid import WHY, follow_beginning, follow_end
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.occasions import Occasion
from caseclose.closure.commands import Actor
from caseclose.closure.steps import BEFORE_CLOSING, Role
from caseclose.law.spans import latest_start

SYSTEM = Actor("system", Role.SYSTEM)
_IMPORTED = Q(source_key__isnull=False)


def notice_aid_changes(*, on: date, at: datetime) -> Counter[str]:
    """Act on aid that began on a closed case or during a closing, and on aid that ended, as extracts show it by `on`.

    The agency counts as told on the day on which this sees it. Counts: aid_began, aid_ended.
    """
    done: Counter[str] = Counter()
    for number, period in _begun_after_closing(on).union(_begun_during_closing(on)).values_list("case_id", "pk"):
        with transaction.atomic():
            case, found, occasion = _look(number, period, on, at)
            follow_beginning(case, found, on, occasion)
            done["aid_began"] += bool(occasion.lines)
            occasion.write()
    for number, period in _ended(on).values_list("case_id", "pk"):
        with transaction.atomic():
            case, found, occasion = _look(number, period, on, at)
            follow_end(case, found, on, WHY[0], occasion)
            done["aid_ended"] += bool(occasion.lines)
            occasion.write()
    return done


def _look(number: str, period: int, on: date, at: datetime) -> tuple[Case, AssistancePeriod, Occasion]:
    case = lock_case(number)
    return case, AssistancePeriod.objects.get(pk=period), Occasion(SYSTEM, on, at)


def _running(on: date) -> QuerySet[AssistancePeriod]:
    runs = Q(ended_on=None) | Q(ended_on__gt=on)
    return AssistancePeriod.objects.filter(_IMPORTED, runs, begun_on__lte=on)


def _no_duty(kind: str) -> Q:
    """No duty of this kind was made by the time on aid."""
    trigger = Concat(Value("aid:"), Cast(OuterRef("pk"), CharField()))
    return ~Q(Exists(Duty.objects.filter(kind=kind, trigger=trigger)))


def _begun_after_closing(on: date) -> QuerySet[AssistancePeriod]:
    """Times on aid that began since the case was closed here, and that run."""
    closings = Closure.objects.filter(case=OuterRef("case"), step="closed").order_by("-pk").values("closed_on")[:1]
    found = _running(on).annotate(closed_on=Subquery(closings, output_field=DateField()))
    here = (Case.Kind.ENFORCEMENT, Case.Kind.DESTROYED)
    return found.filter(_no_duty(referral.KIND), begun_on__gte=F("closed_on")).exclude(case__kind__in=here)


def _begun_during_closing(on: date) -> QuerySet[AssistancePeriod]:
    """Times on aid that began since a closing under way was begun."""
    steps = [step.value for step in BEFORE_CLOSING]
    under_way = Closure.objects.filter(case=OuterRef("case"), step__in=steps, begun_on__lte=OuterRef("begun_on"))
    return _running(on).filter(Exists(under_way))


def _ended(on: date) -> QuerySet[AssistancePeriod]:
    """Times on aid of open cases that ended since the first extract came, and not longer ago than policy looks back."""
    first = ImportRun.objects.filter(state=ImportRun.State.DONE).aggregate(day=Min("on"))["day"]
    if first is None:
        return AssistancePeriod.objects.none()
    recent = Q(pk__in=())
    for state in states_worked():
        back = latest_start(on, service_span("aid_end_seen_span", state, on))
        recent |= Q(case__office__state=state, ended_on__gt=max(back, first))
    found = AssistancePeriod.objects.filter(_IMPORTED, recent, ended_on__lte=on, case__kind=Case.Kind.ENFORCEMENT)
    return found.filter(_no_duty(continuation.KIND))
