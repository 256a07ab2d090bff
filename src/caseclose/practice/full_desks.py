"""A morning on which much has come in and nobody has answered yet: what a newcomer finds in the queues."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from caseclose.casework.models import Closure
from caseclose.casework.ports import Ports
from caseclose.closure.commands import RecordReply, RecordRequest
from caseclose.closure.steps import Role, Step
from caseclose.practice.asking import CHANNELS
from caseclose.practice.cases import free_cases
from caseclose.practice.chance import Chance
from caseclose.practice.desk import Desk
from caseclose.practice.proposing import propose_share

REQUESTS, REPLIES = 9, 3
"""How many requests and replies have come in."""


def fill_desks(*, state: str, on: date, seed: int, ports: Ports) -> None:
    """Let requests and replies come in, and every case be proposed that the law lets the agency close."""
    desk = Desk(state, on, Chance(seed), ports, (on,))
    propose_share(desk, 1)
    _take_replies(desk)
    _take_requests(desk)


def _take_replies(desk: Desk) -> None:
    running = Closure.objects.filter(step=Step.NOTICED, case__office__state=desk.state).select_related("case__office")
    for closure in running.order_by("id")[:REPLIES]:
        arrived = datetime.combine(desk.on, time(8, 40), ZoneInfo(closure.case.office.zone))
        clerk = desk.somebody(Role.INTAKE, closure.case_id)
        desk.attempt(closure.case_id, RecordReply(f"R-{closure.pk}-{desk.on:%Y%m%d}", arrived, "phone"), clerk)


def _take_requests(desk: Desk) -> None:
    free = free_cases(desk.state, desk.on)
    for turn in range(min(REQUESTS, len(free))):
        number = desk.chance.pick(free, "asks this morning", turn)
        request = RecordRequest(desk.on, desk.chance.pick(CHANNELS, number), signed=True, may_ask=turn % 3 != 0 or None)
        desk.attempt(number, request, desk.somebody(Role.INTAKE, number))
