"""When a family's aid ends, it is told that services go on. Silence means that they do; a no begins a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import AssistancePeriod, Case, Duty
from caseclose.casework.selectors.aid import DECLINED, WANTED
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.services import keys
from caseclose.casework.services.acting import act
from caseclose.casework.services.duties.owing import ask_first, lift, owe, policy_of
from caseclose.casework.services.duties.telling import tell
from caseclose.casework.services.locking import lock_living_case
from caseclose.casework.services.occasions import Occasion
from caseclose.closure.commands import Actor, RecordRequest
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import BEFORE_CLOSING, DESK, Role

KIND = "continuation_of_services"
PHONE = "phone"
WHO = DESK | {Role.RECIPIENT}


def owe_continuation(case: Case, period: AssistancePeriod, told_on: date, why: str, occasion: Occasion) -> None:
    """Make the notice owed and post it; lift it where the state exempts from it; let a person decide where policy does.

    `why` says why aid ended. A closing under way may make the notice needless or come to nothing: a person decides.
    """
    policy = policy_of(KIND, case, told_on)
    made = owe(case, KIND, trigger=f"aid:{period.pk}", since=told_on, occasion=occasion)
    if policy is None or made is None or not made[1]:
        return
    duty, exempt = made[0], _exempt(case, why, policy.not_after, occasion.on)
    if exempt:
        lift(duty, exempt, occasion)
    elif "other_closing" in policy.not_after and _closing_under_way(case):
        ask_first(duty, occasion, "decide_after_aid")
    elif period.kind in policy.text.a_person_decides:
        ask_first(duty, occasion, "decide_after_foster_care")
    else:
        tell(duty, occasion)


def _exempt(case: Case, why: str, not_after: tuple[str, ...], on: date) -> str:
    """Return why no notice is owed; empty where it is. Where no services are given, none can go on."""
    if not case.open:
        return "no_services"
    if why in not_after:
        return why
    if "good_cause" in not_after and facts_of_case(case.number, on).facts.get("good_cause_found") is True:
        return "good_cause"
    return ""


def _closing_under_way(case: Case) -> bool:
    return case.closures.filter(step__in=[step.value for step in BEFORE_CLOSING]).exists()


@dataclass(frozen=True, slots=True)
class AnswerContinuation:
    """The family's answer to the notice that services go on. `may_ask`: is it the person who opened the case?"""

    wants: bool
    arrived_on: date
    channel: str
    signed: bool
    may_ask: bool | None
    name = "answer_continuation"


@dataclass(frozen=True, slots=True)
class Answered:
    """What the answer led to. `closure` is the request to close that it began, None where services go on."""

    case: str
    closure: int | None
    repeated: bool = False


def answer_continuation(
    *, number: str, answer: AnswerContinuation, by: Actor, on: date, at: datetime, key: str = ""
) -> Answered:
    """Record the family's answer. One that does not want services begins a request to close in the usual way.

    Raises Refused where no notice was sent, the state asks for writing, or a request cannot begin.
    """
    require_role(by, WHO, answer.name)
    with transaction.atomic():
        case = lock_living_case(number)
        before = keys.answer_given(key, number, answer)
        if before is not None:
            return Answered(number, before["closure"], repeated=True)
        duty = _notice_of(case)
        if not answer.wants:
            _check_writing(duty, answer)
        duty.answer = WANTED if answer.wants else DECLINED
        duty.save(update_fields=["answer"])
        occasion = Occasion(by, on, at)
        occasion.tell(case, "ContinuationAnswered", wants=answer.wants, arrived_on=answer.arrived_on.isoformat())
        occasion.write()
        closure = None
        if not answer.wants:
            request = RecordRequest(answer.arrived_on, answer.channel, answer.signed, answer.may_ask)
            closure = act(number=number, command=request, by=by, on=on, at=at).closure
        keys.spend(key, number, answer, {"closure": closure}, on)
    return Answered(number, closure)


def _notice_of(case: Case) -> Duty:
    """Return the newest notice that the family can answer. Raises Refused where none was posted."""
    duty = (
        Duty.objects.filter(case=case, kind=KIND, lifted_on=None)
        .exclude(message=None)
        .select_related("case__office")
        .order_by("-pk")
        .first()
    )
    if duty is None:
        raise Refused("no_continuation_notice")
    return duty


def _check_writing(duty: Duty, answer: AnswerContinuation) -> None:
    policy = policy_of(KIND, duty.case, duty.arisen_on)
    if policy is not None and policy.in_writing and (answer.channel == PHONE or not answer.signed):
        raise Refused("writing_needed")
