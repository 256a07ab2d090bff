"""Many cases at once: the same rows as one by one, one refusal stops nobody, and a killed batch leaves nothing."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction

from caseclose.casework.facts.reading import BadRecords
from caseclose.casework.models import (
    Balance,
    Case,
    Closure,
    Finding,
    JournalEntry,
    OutboxMessage,
    ReleaseOrder,
    Remedy,
    Task,
)
from caseclose.casework.services.audit import verify
from caseclose.casework.services.daily.closings import CLOSINGS, close_due
from caseclose.casework.services.daily.notices import send_due_notices
from caseclose.casework.services.daily.running import SYSTEM, Tally
from caseclose.closure.commands import Approve, Close, KeepOpen, Propose, RecordReply, SendNotice
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, a_closable_case, do, moment, noticed
from tests.casework.factories import a_remedy, findings
from tests.ground import EMPTY

pytestmark = pytest.mark.usefixtures("clean_database")
SAID = ("key", "case", "kind", "party", "body", "state", "made_on")
REMEDIES = ("driver_license", "passport", "no_such_remedy", "income_withholding")


def a_caseload() -> list[str]:
    """Cases that close, that have changed, that a gate holds, and whose records nobody can read."""
    numbers = [f"C{n}" for n in range(6)]
    for number in numbers:
        a_closable_case(number, remedies=REMEDIES, arrears_unenforceable="false")
        noticed(number)
    Balance.objects.create(case_id="C2", as_of=DUE - timedelta(days=1), family="500.00", assigned="0.00")
    findings(Case.objects.get(number="C3"), DUE, served_action_pending=True)
    findings(Case.objects.get(number="C4"), DUE, money_held="perhaps")
    return numbers


def together() -> Tally:
    return close_due.batch([f"C{n}" for n in range(6)], on=DUE, at=moment(DUE))


def one_by_one() -> None:
    """What the day's work does, told in single acts."""
    for number in [f"C{n}" for n in range(6)]:
        try:
            do(Close(), SYSTEM, DUE, number)
        except Refused as refused:
            if refused.rule == "criterion_not_met" and not refused.unknown:
                do(KeepOpen((refused.rule,)), SYSTEM, DUE, number)
        except BadRecords:
            continue


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row that closing writes, without what no two runs share: salts, and the hashes over them."""
    entries = JournalEntry.objects.values_list("number", "case", "closure_id", "kind", "on", "at", "by", "role", "body")
    return {
        "cases": list(Case.objects.order_by("number").values_list()),
        "closures": list(Closure.objects.order_by("pk").values_list()),
        "orders": list(ReleaseOrder.objects.order_by("pk").values_list()),
        "messages": sorted(OutboxMessage.objects.values_list(*SAID), key=str),
        "tasks": sorted(Task.objects.exclude(key__startswith="held:").values_list("key", "case", "kind", "words")),
        "journal": list(entries.order_by("number")),
    }  # fmt: skip


def empty() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(EMPTY)


def test_a_batch_writes_the_same_rows_as_one_case_after_the_other() -> None:
    a_caseload()
    one_by_one()
    single = rows()
    assert verify() == []
    empty()
    a_caseload()
    tally = together()
    assert rows() == single
    assert verify() == []
    assert dict(tally.done) == {"closed": 3, "kept_open": 1, "held": 2}


def test_a_case_whose_records_cannot_be_read_waits_for_a_person_and_stops_no_other() -> None:
    a_caseload()
    together()
    assert list(Task.objects.filter(kind="unreadable_records").values_list("case", flat=True)) == ["C4"]
    assert Closure.objects.filter(step="closed").count() == 3


def test_what_held_a_case_is_asked_anew_once_it_was_answered_and_is_over_with_the_closing() -> None:
    case = a_closable_case("1")
    noticed("1")
    findings(case, DUE, served_action_pending=True)
    close_due(on=DUE, at=moment(DUE))
    Task.objects.update(done_on=DUE)
    later = DUE + timedelta(days=1)
    close_due(on=later, at=moment(later))
    assert list(Task.objects.order_by("pk").values_list("kind", "done_on")) == [("gate_shut", DUE), ("gate_shut", None)]
    last = DUE + timedelta(days=2)
    Finding.objects.filter(fact="served_action_pending").update(value="false")
    close_due(on=last, at=moment(last))
    assert Closure.objects.get().step == "closed"
    assert not Task.objects.filter(done_on=None).exists()


@pytest.mark.parametrize("batches", [1, 2])
def test_of_two_cases_that_share_a_remedy_the_second_lets_it_go(batches: int) -> None:
    cases = [a_closable_case(number, remedies=("driver_license",)) for number in ("1", "2")]
    a_remedy(*cases, kind="bank_levy", placed_on=DAY)
    noticed("1")
    noticed("2")
    if batches == 1:
        close_due(on=DUE, at=moment(DUE))
    else:
        for number in ("1", "2"):
            do(Close(), SYSTEM, DUE, number)
    found = ReleaseOrder.objects.order_by("pk").values_list("closure__case", "kind", "state")
    assert list(found) == [
        ("1", "driver_license", "made"),
        ("1", "bank_levy", "kept"),
        ("2", "driver_license", "made"),
        ("2", "bank_levy", "made"),
    ]


def test_a_case_that_another_has_in_hand_is_done_when_it_is_free() -> None:
    a_closable_case("1")
    noticed("1")
    with somebody_holding("1"):
        tally = close_due.batch(["1"], on=DUE, at=moment(DUE))
    assert (dict(tally.done), tally.later) == ({}, ["1"])
    assert close_due(on=DUE, at=moment(DUE))["closed"] == 1


def test_a_reply_that_came_while_the_batch_was_gathered_keeps_its_case_open() -> None:
    for number in ("1", "2"):
        a_closable_case(number)
        noticed(number)
    due = list(CLOSINGS.due(DUE).values_list("case_id", flat=True))
    do(RecordReply("r1", moment(DUE), "web"), CLERK, DUE, "2")
    close_due.batch(due, on=DUE, at=moment(DUE))
    assert dict(Closure.objects.values_list("case", "step")) == {"1": "closed", "2": "replied"}
    assert not Task.objects.exists()


def test_a_batch_of_notices_dates_each_on_the_day_it_goes_out() -> None:
    for number in ("1", "2", "3"):
        a_closable_case(number)
        do(Propose("ca.b1"), number=number)
        do(Approve(), SUPERVISOR, number=number)
    do(SendNotice(DAY), SYSTEM, DAY, "3")
    late = DAY + timedelta(days=4)
    assert dict(send_due_notices(on=late, at=moment(late))) == {"sent": 2}
    assert set(Closure.objects.values_list("case", "noticed_on")) == {("1", late), ("2", late), ("3", DAY)}


def test_a_batch_killed_at_any_statement_is_undone_whole_and_done_again() -> None:
    a_caseload()
    before = rows()
    whole = killed_before(sys.maxsize)
    assert whole > 20
    assert Closure.objects.filter(step="closed").count() == 3
    empty()
    a_caseload()
    for point in range(1, whole + 1, 3):
        assert killed_before(point) == point
        assert rows() == before, f"killed before statement {point}"
    together()
    assert Closure.objects.filter(step="closed").count() == 3
    assert verify() == []


def killed_before(last: int) -> int:
    """Do the batch in a process that is killed before its statement number `last`; return how many it came to."""
    connections.close_all()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            count = 0

            def step(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
                nonlocal count
                count += 1
                if count == last:
                    os.kill(os.getpid(), signal.SIGKILL)
                return execute(sql, params, many, context)

            connection.execute_wrappers.append(step)
            together()
            os.write(writes, str(count).encode())
        finally:
            os._exit(0)
    os.close(writes)
    os.waitpid(child, 0)
    with os.fdopen(reads, "rb") as pipe:
        return int(pipe.read() or last)


@contextmanager
def somebody_holding(number: str) -> Iterator[None]:
    """Somebody else has locked the case, and lets it go in the end."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("begin")
            cursor.execute("select 1 from casework_case where number = %s for update", [number])
            yield
            cursor.execute("rollback")
    finally:
        other.close()


def test_the_check_of_rows_finds_a_planted_difference() -> None:
    a_caseload()
    before = rows()
    with transaction.atomic():
        ReleaseOrder.objects.create(
            closure=Closure.objects.earliest("pk"), remedy=Remedy.objects.earliest("pk"), kind="x", made_on=DUE
        )
    assert rows() != before
