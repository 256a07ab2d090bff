"""Families whose aid begins and ends, and short ways to say so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from caseclose.casework.models import AssistancePeriod, Case
from caseclose.casework.services.duties.aid import AidDone, EndAid, StartAid, change_aid
from caseclose.casework.services.duties.continuation import AnswerContinuation, Answered, answer_continuation
from caseclose.casework.services.duties.deciding import Settled, SettleDuty, settle_duty
from caseclose.closure.commands import Actor, Approve, Close, RecordRequest
from tests.casework.closable import CLERK, DAY, SUPERVISOR, WORKER, a_closable_case, do, moment
from tests.casework.factories import an_office

LONG_AGO = date(2024, 1, 1)
NO_AID: dict[str, Any] = {
    "receives_cash_aid": "false",
    "receives_foster_care": "false",
    "medical_support_assigned": "false",
    "receives_medicaid": "false",
}


def on_record(number: str = "1", *kinds: str, state: str = "ca", begun_on: date = LONG_AGO, **found: Any) -> Case:
    """A closable case of a family that gets these kinds of aid since long ago."""
    case = a_closable_case(number, **{**NO_AID, **found})
    if state != "ca":
        Case.objects.filter(number=number).update(office=an_office(state))
    for kind in kinds:
        AssistancePeriod.objects.create(case=case, kind=kind, begun_on=begun_on)
    if kinds:
        Case.objects.filter(number=number).update(service_basis=kinds[0])
    return Case.objects.get(number=number)


def begins(kind: str = "cash_aid", on: date = DAY, number: str = "1", key: str = "", **more: Any) -> AidDone:
    said = {"begun_on": on, "told_on": on, **more}
    return change_aid(number=number, change=StartAid(kind, **said), by=CLERK, on=on, at=moment(on), key=key)


def ends(kind: str = "cash_aid", on: date = DAY, number: str = "1", key: str = "", **more: Any) -> AidDone:
    said = {"ended_on": on, "told_on": on, **more}
    return change_aid(number=number, change=EndAid(kind, **said), by=CLERK, on=on, at=moment(on), key=key)


def answers(*, wants: bool, on: date = DAY, channel: str = "mail", signed: bool = True, key: str = "") -> Answered:
    answer = AnswerContinuation(wants, on, channel, signed, may_ask=True)
    return answer_continuation(number="1", answer=answer, by=CLERK, on=on, at=moment(on), key=key)


def settle(duty: int, how: str, words: str = "looked at it", by: Actor = WORKER, on: date = DAY) -> Settled:
    return settle_duty(settle=SettleDuty(duty, how, words), by=by, on=on, at=moment(on))


def asked_and_closed(on: date = DAY, number: str = "1") -> None:
    """The recipient asks, the request is granted, and the case closes on the same day."""
    granted(on, number)
    do(Close(), WORKER, on, number)


def granted(on: date = DAY, number: str = "1") -> None:
    """The recipient asks and the request is granted; the case is not closed yet."""
    do(RecordRequest(on, "mail", signed=True, may_ask=True), CLERK, on, number)
    do(Approve(), SUPERVISOR, on, number)


def later(days: int, day: date = DAY) -> date:
    return day + timedelta(days=days)
