"""A closing that another agency told us to make is undone: what it said to stop stays so, and a person decides."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import Duty, ReleaseOrder, Remedy, Task
from caseclose.casework.services.duties.deciding import SettleDuty, settle_duty
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure.commands import Approve, Close, Propose
from tests.casework.closable import DAY, SUPERVISOR, SYSTEM, WORKER, do, moment
from tests.casework.sharing import World, a_responding_case, open_tasks, the_duty, told

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def world(clean_database: object, tmp_path: Path) -> World:
    """The case was closed as the initiating agency said, and opened again on the same day as an error."""
    del clean_database
    a_responding_case(remedies=("income_withholding", "driver_license"))
    world = World(tmp_path)
    world.write("close_and_stop_withholding")
    world.take(DAY)
    do(Approve(), SUPERVISOR)
    do(Close(), SYSTEM)
    reopen_case(number="1", basis="correction", by=WORKER, on=DAY, at=moment(DAY))
    return world


def orders() -> dict[str, str]:
    return dict(ReleaseOrder.objects.values_list("kind", "state"))


def decide(how: str) -> Duty:
    duty = the_duty("stop_and_close")
    settle_duty(settle=SettleDuty(duty.pk, how, "asked the agency"), by=WORKER, on=NEXT, at=moment(NEXT))
    return the_duty("stop_and_close")


def test_withholding_that_it_said_to_stop_is_let_go_of_all_the_same_and_the_rest_is_kept(world: World) -> None:
    assert orders() == {"income_withholding": "made", "driver_license": "kept"}
    for n in range(1, 6):
        world.day(DAY + timedelta(days=n))
    assert orders()["income_withholding"] == "confirmed"
    assert Remedy.objects.get(ended_on=None).kind == "driver_license"
    assert "remedies_after_reopening" not in open_tasks()


@pytest.mark.usefixtures("world")
def test_to_stop_and_close_is_owed_again_in_its_own_time_and_a_person_decides() -> None:
    duty = the_duty("stop_and_close")
    assert (duty.arisen_on, duty.done_on, duty.to_decide) == (DAY, None, True)
    assert Task.objects.get(kind="duty_decide").said == {"remedies": ["income_withholding"]}
    assert told().count("DutyStands") == 1


@pytest.mark.usefixtures("world")
def test_a_person_who_says_that_it_still_holds_is_asked_to_close_again_and_the_closing_fulfils_it() -> None:
    duty = decide("go_on")
    assert (duty.to_decide, duty.lifted_on) == (False, None)
    assert [kind for kind in open_tasks() if kind.startswith("duty")] == ["duty_close_again"]
    do(Propose("us.b19"), WORKER, NEXT)
    do(Approve(), SUPERVISOR, NEXT)
    do(Close(), SYSTEM, NEXT)
    assert the_duty("stop_and_close").done_on == NEXT
    assert [kind for kind in open_tasks() if kind.startswith("duty")] == []


@pytest.mark.usefixtures("world")
def test_a_person_who_says_that_it_holds_no_more_ends_it() -> None:
    assert decide("not_owed").lifted_on == NEXT
    assert "duty_decide" not in open_tasks()
