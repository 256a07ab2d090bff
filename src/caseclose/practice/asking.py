"""Recipients who ask to close: their requests arrive, and the next day somebody answers them."""

from __future__ import annotations

from caseclose.casework.models import Closure
from caseclose.closure.commands import Approve, DeclineRequest, RecordRequest, ReturnRequest, WithdrawRequest
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role, Step
from caseclose.practice.cases import free_cases
from caseclose.practice.desk import Desk, missing_facts, rate

WORKING_DAYS = 250
"""About how many days of a year an office is open: it only spreads the requests."""

CHANNELS = ("mail", "mail", "web", "fax", "in_person")
DECLINED = {"cannot_close", "not_the_person_who_may_ask"}


def take_requests(desk: Desk) -> None:
    """Record the requests that arrive today."""
    free = free_cases(desk.state, desk.on)
    for turn in range(desk.chance.how_many(len(free) * rate("requests_a_year") / WORKING_DAYS, "asks", desk.on)):
        number = desk.chance.pick(free, "who asks", desk.on, turn)
        drawn = desk.chance.share("opener", number, desk.on)
        opener = True if drawn < rate("opener") else False if drawn < rate("opener") + rate("not_the_opener") else None
        request = RecordRequest(
            arrived_on=desk.on,
            channel=desk.chance.pick(CHANNELS, "channel", number),
            signed=desk.chance.happens(rate("signed"), "signed", number, desk.on),
            may_ask=opener,
        )
        desk.attempt(number, request, desk.somebody(Role.INTAKE, number))


def answer_requests(desk: Desk) -> None:
    """Answer the requests that came before today: return, decline or grant them, or find out what is missing."""
    waiting = Closure.objects.filter(step=Step.REQUESTED, begun_on__lt=desk.on, case__office__state=desk.state)
    for closure in waiting.order_by("id"):
        _answer(desk, closure)


def _answer(desk: Desk, closure: Closure) -> None:
    number = closure.case_id
    if desk.chance.happens(rate("withdrawn"), "withdraws", number, closure.begun_on):
        desk.attempt(number, WithdrawRequest(), desk.somebody(Role.INTAKE, number))
    elif not desk.chance.happens(rate("signed"), "signed", number, closure.begun_on):
        desk.attempt(number, ReturnRequest(("signature",)), desk.somebody(Role.INTAKE, number))
    elif closure.may_ask is None:
        desk.attempt(number, ReturnRequest(("who_asks",)), desk.somebody(Role.INTAKE, number))
    else:
        _decide(desk, number)


def _decide(desk: Desk, number: str) -> None:
    """Grant what the policy grants, decline what it forbids, and look for what it does not know yet.

    What a look cannot settle is what is owed to the state for aid of earlier years: then the family is asked about aid.
    """
    by = desk.somebody(Role.SUPERVISOR, number)
    done = desk.attempt(number, Approve(), by)
    if not isinstance(done, Refused):
        return
    if done.values.get("outcome") in DECLINED:
        desk.attempt(number, DeclineRequest(), desk.somebody(Role.CASEWORKER, number))
    elif not desk.find_out(number, missing_facts(done), desk.somebody(Role.CASEWORKER, number)):
        desk.attempt(number, ReturnRequest(("aid_now_or_before",)), by)
