"""Who works a case: a supervisor says it, or a worker takes what nobody has; and the journal tells."""

from __future__ import annotations

import pytest
from django.db import connections

from caseclose.casework.models import Assignment, Case, Closure
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.assigning import AssignCase, Assigned, assign_case
from caseclose.casework.services.audit import verify
from caseclose.casework.services.keys import KeyReused
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from tests.casework import factories as make

pytestmark = pytest.mark.usefixtures("clean_database")
SUPERVISOR, WORKER = Actor("supervisor.1", Role.SUPERVISOR), Actor("worker.1", Role.CASEWORKER)


def assigned(to: str, by: Actor, *, team: str = "", key: str = "") -> Assigned:
    return assign_case(number="1", to=AssignCase(to, team), by=by, on=make.DAY, at=make.at_noon(make.DAY), key=key)


def refused(rule: str, to: str, by: Actor) -> None:
    before = list(Assignment.objects.values_list())
    with pytest.raises(Refused) as caught:
        assigned(to, by)
    assert caught.value.rule == rule
    assert list(Assignment.objects.values_list()) == before


def test_a_supervisor_gives_a_case_to_anybody_and_takes_it_away_again() -> None:
    make.a_case()
    for worker in ("worker.1", "worker.2", ""):
        assert assigned(worker, SUPERVISOR, team="red").worker == worker
    told = [each.words for each in history_of("1")]
    assert told[:2] == ["supervisor.1 gave the case to worker.1.", "supervisor.1 gave the case to worker.2."]
    assert told[2] == "supervisor.1 gave the case to nobody."
    assert [each.words for each in history_of("1", "es")][2] == "supervisor.1 dejó el caso a cargo de nadie."
    assert verify() == []


def test_a_worker_takes_what_nobody_has_and_not_what_somebody_has() -> None:
    make.a_case()
    refused("only_supervisor_assigns", "worker.2", WORKER)
    assigned("worker.1", WORKER)
    refused("assigned_to_another", "worker.2", Actor("worker.2", Role.CASEWORKER))
    refused("wrong_role", "system", Actor("system", Role.SYSTEM))


def test_the_same_again_changes_nothing_and_tells_nothing() -> None:
    make.a_case()
    assert not assigned("worker.1", SUPERVISOR, key="k").repeated
    assert assigned("worker.1", SUPERVISOR, key="k").repeated
    assert assigned("worker.1", SUPERVISOR).repeated
    with pytest.raises(KeyReused):
        assigned("worker.2", SUPERVISOR, key="k")
    assert len(history_of("1")) == 1


def test_records_that_were_destroyed_are_given_to_nobody() -> None:
    make.a_case(kind=Case.Kind.DESTROYED)
    refused("records_destroyed", "worker.1", SUPERVISOR)


def in_queue() -> tuple[str, str, str]:
    return Closure.objects.values_list("office", "worker", "team").get()


def test_a_closing_is_in_the_queue_of_whoever_has_its_case_and_follows_the_case() -> None:
    case = make.a_case()
    assigned("worker.1", SUPERVISOR, team="red")
    make.a_closing(case, make.DAY)
    assert in_queue() == (case.office_id, "worker.1", "red")
    assigned("worker.2", SUPERVISOR, team="blue")
    assert in_queue() == (case.office_id, "worker.2", "blue")
    elsewhere = make.an_office(zone="America/Denver")
    Case.objects.update(office=elsewhere)
    assert in_queue() == (elsewhere.code, "worker.2", "blue")
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM casework_assignment")
    assert in_queue() == (elsewhere.code, "", "")


def test_a_closing_of_a_case_that_nobody_has_is_in_nobodys_queue() -> None:
    case = make.a_case()
    make.a_closing(case, make.DAY)
    assert in_queue() == (case.office_id, "", "")
