"""The day's work: what is due is done once, whoever asks how often, and late work is dated on the day it is done."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseclose.casework.models import Balance, Case, Closure, Duty, JournalEntry, OutboxMessage, ReleaseOrder, Task
from caseclose.casework.services.audit import verify
from caseclose.casework.services.daily import DaysWork, duty_names, work_day
from caseclose.closure.commands import Approve, Propose, RecordReply
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, a_closable_case, do, moment, noticed
from tests.casework.factories import findings
from tests.casework.mailing import mail_goes, with_people
from tests.casework.releasing import World
from tests.casework.sharing import an_initiating_case, the_duty

pytestmark = pytest.mark.usefixtures("clean_database")
LICENSE = "driver_license"


def the_day(on: date, world: World) -> DaysWork:
    return work_day(on=on, at=moment(on), ports=world.ports)


def approved(number: str) -> None:
    do(Propose("ca.b1"), number=number)
    do(Approve(), SUPERVISOR, number=number)


def everything() -> list[list[Any]]:
    """All that the day's work could have changed."""
    tables = (Case, Closure, Duty, ReleaseOrder, Task, OutboxMessage, JournalEntry)
    return [sorted(map(str, table.objects.values_list())) for table in tables]


def a_days_caseload() -> None:
    """One case of each kind that a day meets."""
    for number in ("closes", "changed", "replied"):
        with_people(a_closable_case(number, remedies=(LICENSE,), arrears_unenforceable="false"))
        noticed(number)
    Balance.objects.create(case_id="changed", as_of=DUE - timedelta(days=1), family="500.00", assigned="0.00")
    do(RecordReply("r1", moment(DUE - timedelta(days=1)), "mail"), CLERK, DUE - timedelta(days=1), "replied")
    with_people(a_closable_case("to notice"))
    approved("to notice")


def test_a_day_does_its_duties_in_order_and_says_what_each_did(tmp_path: Path) -> None:
    a_days_caseload()
    gone = OutboxMessage.objects.filter(state="sent").count()
    work = the_day(DUE, World(tmp_path))
    assert tuple(work.done) == duty_names()
    assert work.done["notices"] == Counter(sent=1)
    assert work.done["closings"] == Counter(closed=1, kept_open=1)
    assert work.done["outbox"]["sent"] == OutboxMessage.objects.filter(state="sent").count() - gone > 0
    assert dict(Closure.objects.values_list("case_id", "step")) == {
        "closes": "closed", "changed": "kept_open", "replied": "replied", "to notice": "noticed",
    }  # fmt: skip


def test_the_same_day_done_again_changes_nothing(tmp_path: Path) -> None:
    a_days_caseload()
    world = World(tmp_path)
    the_day(DUE, world)
    before = everything()
    again = the_day(DUE, world)
    assert everything() == before
    assert not any(again.done.values())


def test_what_went_out_to_another_agency_counts_as_told_on_the_same_day_and_the_day_done_again_changes_nothing(
    tmp_path: Path,
) -> None:
    an_initiating_case("shared")
    noticed("shared")
    world = World(tmp_path)
    work = the_day(DUE, world)
    assert work.done["owed_to_others"] == Counter(told=1)
    assert the_duty("tell_responding_agency_closed").done_on == DUE
    before = everything()
    assert not any(the_day(DUE, world).done.values())
    assert everything() == before


def test_work_of_missed_days_is_done_and_dated_on_the_day_it_is_done(tmp_path: Path) -> None:
    a_days_caseload()
    late = DUE + timedelta(days=3)
    the_day(late, World(tmp_path))
    assert Case.objects.get(number="closes").enforcement_closed_on == late
    assert Closure.objects.get(case_id="to notice").noticed_on == late
    assert Closure.objects.get(case_id="to notice").earliest_close_on == late + (DUE - DAY)
    sent = OutboxMessage.objects.filter(case_id="closes", state="sent").exclude(kind="notice")
    assert set(sent.values_list("sent_on", flat=True)) == {late}


def test_three_missed_days_end_as_if_each_had_been_worked(tmp_path: Path) -> None:
    a_days_caseload()
    last = DUE + timedelta(days=20)
    for gone in range(0, 21, 4):
        the_day(DUE + timedelta(days=gone), World(tmp_path))
        mail_goes(World(tmp_path).parties, DUE + timedelta(days=gone))
    the_day(last, World(tmp_path))
    assert ReleaseOrder.objects.get(closure__case_id="closes").state == "confirmed"
    assert not Task.objects.filter(done_on=None).exists()
    assert verify() == []


def test_a_closing_that_the_system_may_not_settle_waits_for_a_person_once(tmp_path: Path) -> None:
    a_closable_case("1")
    noticed("1")
    findings(Case.objects.get(number="1"), DUE, served_action_pending=True)
    counts = [the_day(DUE + timedelta(days=gone), World(tmp_path)).done["closings"] for gone in range(3)]
    assert counts == [Counter(held=1), Counter(), Counter()]
    assert list(Task.objects.values_list("kind", flat=True)) == ["gate_shut"]
