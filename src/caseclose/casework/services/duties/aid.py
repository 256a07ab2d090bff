"""Aid that begins and ends: what it makes of the case, who must be told, and who must look at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import AssistancePeriod, Case, MedicalAssignment
from caseclose.casework.selectors.aid import aid_on
from caseclose.casework.services import keys
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.duties.continuation import owe_continuation
from caseclose.casework.services.duties.referral import owe_opening
from caseclose.casework.services.locking import lock_living_case
from caseclose.casework.services.occasions import Occasion
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import BEFORE_CLOSING, DESK, Role

KIND = AssistancePeriod.Kind
INELIGIBLE_WITHOUT = frozenset({KIND.CASH_AID.value, KIND.MEDICAID.value})
"""The family has left aid when neither of these runs any more."""

ASSIGNS = frozenset({KIND.CASH_AID.value, KIND.FOSTER_CARE.value})
"""Aid during which support is assigned to the state."""

BASES = (KIND.CASH_AID.value, KIND.FOSTER_CARE.value, KIND.MEDICAID.value)
"""Which aid says why the case is open, where the family gets several."""

WHY = ("not_said", "emancipation", "good_cause")
FORMER = "former_assistance"
BASIS = ("service_basis", "service_basis_since")
WHO = DESK | {Role.SYSTEM}


@dataclass(frozen=True, slots=True)
class StartAid:
    """Aid began. `told_on` is the day on which the aid program said so.

    `assigned` says whether medical support is assigned with it; None where the program did not say: Medicaid then
    counts as assigning it, for that is the rule and the safer reading.
    """

    kind: str
    begun_on: date
    told_on: date
    assigned: bool | None = None
    name = "start_aid"


@dataclass(frozen=True, slots=True)
class EndAid:
    """Aid ended: `ended_on` is the first day without it, `told_on` the day on which the agency was told.

    `assignment_ended` says that the assignment of medical support ended with it. `why` is one of WHY.
    """

    kind: str
    ended_on: date
    told_on: date
    why: str = WHY[0]
    assignment_ended: bool = False
    name = "end_aid"


@dataclass(frozen=True, slots=True)
class AidDone:
    """What a change of aid led to: what the journal says of it, in order. `repeated` as for a closing."""

    case: str
    events: tuple[str, ...]
    repeated: bool = False


def change_aid(*, number: str, change: StartAid | EndAid, by: Actor, on: date, at: datetime, key: str = "") -> AidDone:
    """Record that aid began or ended, with all that follows. Raises Refused and KeyReused; then nothing has changed."""
    require_role(by, WHO, change.name)
    if change.told_on > on:
        raise Refused("day_ahead", day=change.told_on)
    with transaction.atomic():
        case = lock_living_case(number)
        before = keys.answer_given(key, number, change)
        if before is not None:
            return AidDone(number, tuple(before["events"]), repeated=True)
        occasion = Occasion(by, on, at)
        if isinstance(change, StartAid):
            _start(case, change, occasion)
        else:
            _end(case, change, occasion)
        done = AidDone(number, tuple(line.kind for line in occasion.lines))
        occasion.write()
        keys.spend(key, number, change, {"events": list(done.events)}, on)
    return done


def _start(case: Case, change: StartAid, occasion: Occasion) -> None:
    same = case.assistance.filter(kind=change.kind)
    if same.filter(ended_on=None).exists() or same.filter(ended_on__gt=change.begun_on).exists():
        raise Refused("aid_already_runs", kind=change.kind)
    period = AssistancePeriod.objects.create(case=case, kind=change.kind, begun_on=change.begun_on)
    assigned = change.kind == KIND.MEDICAID if change.assigned is None else change.assigned
    if assigned and not case.medical_assignments.filter(ended_on=None).exists():
        MedicalAssignment.objects.create(case=case, begun_on=change.begun_on)
    occasion.tell(case, "AidBegan", aid=change.kind, begun_on=change.begun_on.isoformat())
    follow_beginning(case, period, change.told_on, occasion)


def follow_beginning(case: Case, period: AssistancePeriod, told_on: date, occasion: Occasion) -> None:
    """What follows when a time on aid has begun: a closing under way is looked at, a closed case opens again."""
    if case.open:
        _warn_of_closing(case, period, occasion)
    else:
        owe_opening(case, period, told_on, occasion)
    basis = case.service_basis
    if case.open and basis != "other_agency" and (period.kind in ASSIGNS or basis in {"", FORMER}):
        case.serve_because(period.kind, occasion.on)
        case.save(update_fields=BASIS)


def _warn_of_closing(case: Case, period: AssistancePeriod, occasion: Occasion) -> None:
    """A person looks at once at a closing under way. The closing day looks at the facts again in any case."""
    under_way = case.closures.filter(step__in=[step.value for step in BEFORE_CLOSING]).order_by("-pk").first()
    if under_way is None:
        return
    key, kind, day = f"aid:{period.pk}:closing:{under_way.pk}", "aid_began_during_closing", period.begun_on.isoformat()
    values = {"aid": period.kind, "begun_on": day, "way": under_way.way, "step": under_way.step}
    ask_once(asked(case=case.number, key=key, kind=kind, due=occasion.on, **values))


def _end(case: Case, change: EndAid, occasion: Occasion) -> None:
    period = case.assistance.filter(kind=change.kind, ended_on=None).order_by("-pk").first()
    if period is None:
        raise Refused("no_aid_runs", kind=change.kind)
    if change.ended_on < period.begun_on:
        raise Refused("aid_ends_too_early", ended_on=change.ended_on, begun_on=period.begun_on)
    period.ended_on = change.ended_on
    period.save(update_fields=["ended_on"])
    if change.assignment_ended:
        case.medical_assignments.filter(ended_on=None, begun_on__lte=change.ended_on).update(ended_on=change.ended_on)
    occasion.tell(
        case, "AidEnded", aid=change.kind, ended_on=change.ended_on.isoformat(), told_on=change.told_on.isoformat()
    )
    follow_end(case, period, change.told_on, change.why, occasion)


def follow_end(case: Case, period: AssistancePeriod, told_on: date, why: str, occasion: Occasion) -> None:
    """What follows when a time on aid has ended: the family is told that services go on, and why the case is open."""
    if period.ended_on is None:
        return
    left = aid_on(case.number, period.ended_on)
    if period.kind == KIND.FOSTER_CARE or not left & INELIGIBLE_WITHOUT:
        owe_continuation(case, period, told_on, why, occasion)
    if case.open and case.service_basis == period.kind:
        case.serve_because(next((kind for kind in BASES if kind in left), FORMER), occasion.on)
        case.save(update_fields=BASIS)
