"""Handing open closings over from one worker to another, all of them or none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from caseclose.casework.selectors.supervision import closings_to_hand_over
from caseclose.casework.selectors.work_queue import Whose
from caseclose.casework.services import keys
from caseclose.casework.services.assigning import AssignCase, assign_case
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give so many open closings of a worker to another, those whose day comes first; of nobody where `of` is empty."""

    of: str
    to: str
    team: str
    count: int
    name: ClassVar[str] = "hand_over"


def hand_over(
    asked: HandOver, *, office: str, hidden: Collection[str], by: Actor, on: date, at: datetime, key: str
) -> list[str]:
    """Hand over, and return the cases. The journal tells each. Raises Refused, and then nothing has changed; KeyReused.

    Sent twice under one key, it is done once.
    """
    if by.role is not Role.SUPERVISOR:
        raise Refused("only_supervisor_assigns")
    with transaction.atomic():
        before = keys.answer_given(key, "", asked)
        if before is not None:
            return list(before["cases"])
        cases = closings_to_hand_over(Whose(office=office, worker=asked.of, hidden=hidden), asked.count)
        if not cases:
            raise Refused("nothing_to_hand_over")
        for number in sorted(cases):
            assign_case(number=number, to=AssignCase(asked.to, asked.team), by=by, on=on, at=at)
        keys.spend(key, "", asked, {"cases": cases}, on)
    return cases
