"""Who works a case: a supervisor says it, or a worker takes a case that nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import transaction

from caseclose.casework.models import Assignment
from caseclose.casework.services import journal, keys
from caseclose.casework.services.holds.holding import same_name
from caseclose.casework.services.locking import lock_living_case
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK, Role


@dataclass(frozen=True, slots=True)
class AssignCase:
    """Give the case into the care of a worker and a team; either may be empty, and then nobody's."""

    worker: str
    team: str = ""
    name: ClassVar[str] = "assign_case"


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who has the case now. `repeated` says that nothing was done again."""

    case: str
    worker: str
    team: str
    repeated: bool = False


def assign_case(*, number: str, to: AssignCase, by: Actor, on: date, at: datetime, key: str = "") -> Assigned:
    """Give the case `number` to a worker. Raises Refused, and then nothing has changed; Case.DoesNotExist.

    Only a supervisor gives a case to somebody else, or takes one away. Anybody with a desk takes one that nobody has.
    """
    require_role(by, DESK, to.name)
    with transaction.atomic():
        lock_living_case(number)
        before = keys.answer_given(key, number, to)
        if before is not None:
            return Assigned(**before, repeated=True)
        now = Assignment.objects.filter(case=number).first()
        if now is not None and (now.worker, now.team) == (to.worker, to.team):
            return Assigned(number, to.worker, to.team, repeated=True)
        _may(now, to, by)
        Assignment.objects.update_or_create(
            case_id=number, defaults={"worker": to.worker, "team": to.team, "since": on}
        )
        body: dict[str, Any] = {"worker": to.worker, "team": to.team, "before": now.worker if now else ""}
        journal.append([journal.Line(number, None, "CaseAssigned", on, at, by.name, by.role.value, body)])
        keys.spend(key, number, to, {"case": number, "worker": to.worker, "team": to.team}, on)
    return Assigned(number, to.worker, to.team)


def _may(now: Assignment | None, to: AssignCase, by: Actor) -> None:
    if by.role is Role.SUPERVISOR:
        return
    if now is not None and now.worker:
        raise Refused("assigned_to_another", worker=now.worker)
    if not same_name(to.worker, by.name):
        raise Refused("only_supervisor_assigns")
