"""Other agencies on a case: put on record, told what they must know, and asked to make way for our withholding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from caseclose.casework.models import Case, Duty, OtherAgency
from caseclose.casework.selectors.duties import agencies_on
from caseclose.casework.services import keys
from caseclose.casework.services.duties.owing import fulfil, owe, take_back_message
from caseclose.casework.services.duties.telling import has_gone_out, tell
from caseclose.casework.services.locking import lock_living_case
from caseclose.casework.services.occasions import Occasion
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK, STAFF, Role

INITIATING, RESPONDING = OtherAgency.Role.INITIATING, OtherAgency.Role.RESPONDING
ABOUT = ("address", "employer", "income_or_assets", "order", "payments", "people", "other")
"""What new information may be about. What it is stands in the case record, never in a message or the journal."""


@dataclass(frozen=True, slots=True)
class RecordAgency:
    """Put another agency on record: its part, its code, its own number for the case, and how it takes messages."""

    role: str
    code: str
    their_case: str
    way: str
    name = "record_agency"


@dataclass(frozen=True, slots=True)
class EndAgency:
    """Record that an agency no longer shares the case."""

    role: str
    code: str
    name = "end_agency"


@dataclass(frozen=True, slots=True)
class PassOnInformation:
    """Tell the other agencies that there is new information, received on `received_on`."""

    about: str
    received_on: date
    name = "pass_on_information"


@dataclass(frozen=True, slots=True)
class AskToStop:
    """Tell the responding agency to close and stop withholding, or record that both agreed otherwise, and how."""

    agreed: str = ""
    name = "ask_to_stop"


@dataclass(frozen=True, slots=True)
class RecordOwnWithholding:
    """Record that our own withholding goes out."""

    name = "record_own_withholding"


Asked = RecordAgency | EndAgency | PassOnInformation | AskToStop | RecordOwnWithholding


@dataclass(frozen=True, slots=True)
class AgencyDone:
    """What an act led to: what the journal says of it, and the duties that it made. `repeated` as for a closing."""

    case: str
    events: tuple[str, ...]
    duties: tuple[int, ...] = ()
    repeated: bool = False


@dataclass(slots=True)
class _Act:
    case: Case
    occasion: Occasion
    duties: list[Duty] = field(default_factory=list)


def act_on_agencies(*, number: str, asked: Asked, by: Actor, on: date, at: datetime, key: str = "") -> AgencyDone:
    """Carry out what is asked, on the day `on`. Raises Refused and KeyReused, and then nothing has changed."""
    allowed = DESK | {Role.SYSTEM} if isinstance(asked, RecordAgency | EndAgency | PassOnInformation) else STAFF
    require_role(by, allowed, asked.name)
    with transaction.atomic():
        case = lock_living_case(number)
        before = keys.answer_given(key, number, asked)
        if before is not None:
            return AgencyDone(number, tuple(before["events"]), tuple(before["duties"]), repeated=True)
        act = _Act(case, Occasion(by, on, at))
        _DEEDS[type(asked)](act, asked)
        done = AgencyDone(
            number, tuple(line.kind for line in act.occasion.lines), tuple(duty.pk for duty in act.duties)
        )
        act.occasion.write()
        keys.spend(key, number, asked, {"events": list(done.events), "duties": list(done.duties)}, on)
    return done


def _record(act: _Act, asked: RecordAgency) -> None:
    """An agency that comes on record after the closing is owed word of it all the same."""
    case = act.case
    if any(agency.code == asked.code for agency in agencies_on(case, asked.role)):
        raise Refused("agency_on_record", role=asked.role, code=asked.code)
    agency = OtherAgency.objects.create(
        case=case,
        role=asked.role,
        code=asked.code,
        their_case=asked.their_case,
        way=asked.way,
        begun_on=act.occasion.on,
    )
    if asked.role == INITIATING or case.responding is None:
        case.responding = asked.role == INITIATING
        case.save(update_fields=["responding"])
    act.occasion.tell(case, "AgencyRecorded", role=asked.role, code=asked.code, their_case=asked.their_case)
    closure = case.closures.filter(step="closed").order_by("-id").first()
    if not case.open and closure is not None and closure.closed_on is not None and asked.role == RESPONDING:
        trigger, kind = f"closing:{closure.pk}", "tell_responding_agency_closed"
        made = owe(case, kind, trigger=trigger, since=closure.closed_on, occasion=act.occasion, agency=agency)
        _tell_if_new(act, made, basis=closure.criterion)


def _end(act: _Act, asked: EndAgency) -> None:
    _one(act.case, asked.role, asked.code)
    OtherAgency.objects.filter(case=act.case, role=asked.role, code=asked.code, ended_on=None).update(
        ended_on=act.occasion.on
    )
    act.occasion.tell(act.case, "AgencyEnded", role=asked.role, code=asked.code)


def _one(case: Case, role: str, code: str = "") -> list[OtherAgency]:
    """Return the agencies in this part, with this code where one is named. Raises Refused where there is none."""
    found = [agency for agency in agencies_on(case, role) if code in {"", agency.code}]
    if not found:
        raise Refused("no_agency_on_record", role=role or "other")
    return found


def _pass_on(act: _Act, asked: PassOnInformation) -> None:
    if asked.received_on > act.occasion.on:
        raise Refused("day_ahead", day=asked.received_on)
    agencies = _one(act.case, "")
    number = Duty.objects.filter(case=act.case, kind=asked.name).count() + 1
    act.occasion.tell(act.case, "InformationReceived", about=asked.about, received_on=asked.received_on.isoformat())
    for agency in agencies:
        trigger = f"information:{agency.pk}:{number}"
        made = owe(act.case, asked.name, trigger=trigger, since=asked.received_on, occasion=act.occasion, agency=agency)
        _tell_if_new(act, made, basis=asked.about)


def _ask_to_stop(act: _Act, asked: AskToStop) -> None:
    for agency in _one(act.case, RESPONDING):
        trigger = f"own_withholding:{agency.pk}"
        made = owe(
            act.case,
            "tell_responding_agency_to_stop",
            trigger=trigger,
            since=act.occasion.on,
            occasion=act.occasion,
            agency=agency,
        )
        if made is None:
            continue
        duty = made[0]
        act.duties.append(duty)
        if asked.agreed.strip() and duty.done_on is None:
            take_back_message(duty, act.occasion, still_true=False)
            fulfil(duty, done_on=act.occasion.on, words=f"agreed otherwise: {asked.agreed}", occasion=act.occasion)
        elif made[1]:
            tell(duty, act.occasion)


def _own_withholding(act: _Act, _asked: RecordOwnWithholding) -> None:
    """Our own withholding waits until every responding agency was told to close and stop its own, or agreed."""
    for agency in _one(act.case, RESPONDING):
        duty = (
            Duty.objects.filter(agency=agency, kind="tell_responding_agency_to_stop", lifted_on=None)
            .select_related("message", "case", "agency")
            .order_by("-pk")
            .first()
        )
        if duty is None or (duty.done_on is None and not has_gone_out(duty)):
            raise Refused("responding_agency_not_told", code=agency.code)
    act.occasion.tell(act.case, "OwnWithholdingSent")


def _tell_if_new(act: _Act, made: tuple[Duty, bool] | None, *, basis: str) -> None:
    if made is not None:
        act.duties.append(made[0])
        if made[1]:
            tell(made[0], act.occasion, basis=basis)


_DEEDS: dict[type[Asked], Callable[[_Act, Any], None]] = {
    RecordAgency: _record,
    EndAgency: _end,
    PassOnInformation: _pass_on,
    AskToStop: _ask_to_stop,
    RecordOwnWithholding: _own_withholding,
}
