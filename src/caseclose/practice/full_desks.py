"""A morning on which much has come in and nobody has answered yet: what a newcomer finds in the queues.

Notices are out too, with codes that can be tried.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from caseclose.casework.models import Closure
from caseclose.casework.ports import Ports
from caseclose.casework.services.daily.notices import send_due_notices
from caseclose.closure.commands import Approve, RecordReply, RecordRequest
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role, Step
from caseclose.practice.asking import CHANNELS
from caseclose.practice.cases import free_cases
from caseclose.practice.chance import Chance
from caseclose.practice.desk import Desk
from caseclose.practice.mailing import hand_over
from caseclose.practice.proposing import propose_share

REQUESTS, REPLIES = 9, 3
"""How many requests have come in, and how many replies at most: one of so many notices that are out is answered."""


def fill_desks(*, state: str, on: date, seed: int, ports: Ports) -> None:
    """Let requests and replies come in, and every case be proposed that the law lets the agency close.

    Half of the proposals are approved, and their notices are out.
    """
    desk = Desk(state, on, Chance(seed), ports, (on,))
    propose_share(desk, 1)
    _send_notices(desk)
    _take_replies(desk)
    _take_requests(desk)


def _send_notices(desk: Desk) -> None:
    proposed = Closure.objects.filter(step=Step.PROPOSED, case__office__state=desk.state)
    numbers, approved = list(proposed.order_by("id").values_list("case_id", flat=True)), 0
    for number in numbers:
        if approved < len(numbers) / 2:
            done = desk.attempt(number, Approve(), desk.somebody(Role.SUPERVISOR, number))
            approved += not isinstance(done, Refused)
    send_due_notices(on=desk.on, at=desk.at)
    hand_over(desk)


def _take_replies(desk: Desk) -> None:
    running = Closure.objects.filter(step=Step.NOTICED, case__office__state=desk.state).select_related("case__office")
    for closure in running.order_by("id")[: min(REPLIES, running.count() // REPLIES)]:
        arrived = datetime.combine(desk.on, time(8, 40), ZoneInfo(closure.case.office.zone))
        clerk = desk.somebody(Role.INTAKE, closure.case_id)
        desk.attempt(closure.case_id, RecordReply(f"R-{closure.pk}-{desk.on:%Y%m%d}", arrived, "phone"), clerk)


def _take_requests(desk: Desk) -> None:
    free = free_cases(desk.state, desk.on)
    for turn in range(min(REQUESTS, len(free))):
        number = desk.chance.pick(free, "asks this morning", turn)
        request = RecordRequest(desk.on, desk.chance.pick(CHANNELS, number), signed=True, may_ask=turn % 3 != 0 or None)
        desk.attempt(number, request, desk.somebody(Role.INTAKE, number))
