"""Workers: killed in the middle, several at once, told to stop; nothing is lost and nothing is done twice."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections

from caseclose.casework.jobs.app import jobs_app
from caseclose.casework.jobs.mail import ROOM
from caseclose.casework.jobs.surroundings import Surroundings
from caseclose.casework.models import Closure, JournalEntry, OutboxMessage, WorkedDay
from caseclose.casework.services.audit import verify
from caseclose.outside.fakes import FakeMailVendor, FakeParty
from caseclose.outside.practice import EMBEDDED, practice_folder
from tests.casework.closable import DUE, a_closable_case, moment, noticed
from tests.casework.mailing import with_people
from tests.casework.working import a_worker

CASES = 6
ZONE = "America/Los_Angeles"
NOON = moment(DUE, 20)
LONGEST = 120.0
"""Seconds that a loaded machine may take for what takes two."""


@pytest.fixture(autouse=True)
def _a_days_closings(clean_database: object) -> None:
    """A day on which cases are due, no jobs of an earlier test, and parties that remember nothing."""
    del clean_database
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers cascade")
    shutil.rmtree(practice_folder(Path(os.environ["CASECLOSE_HOME"])), ignore_errors=True)
    for n in range(CASES):
        with_people(a_closable_case(f"W{n:02}", remedies=("driver_license",)))
        noticed(f"W{n:02}")


def closed() -> int:
    return Closure.objects.filter(step="closed").count()


def jobs(status: str, kind: str = "day") -> int:
    return int(ask("select count(*) from procrastinate_jobs where status::text = %s and task_name = %s", status, kind))


def ask(query: str, *values: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, list(values))
        return int(cursor.fetchone()[0]) if cursor.description else 0


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST
    while not true():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)


@contextmanager
def somebody_holding(number: str) -> Iterator[None]:
    """Somebody else has a case in hand, so that whoever closes all cases waits for it at the end."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("begin")
            cursor.execute("select 1 from casework_case where number = %s for update", [number])
            yield
    finally:
        other.close()


def assert_all_is_done_once() -> None:
    """Every case is closed once, everything went out once, and the parties did everything once."""
    told = JournalEntry.objects.values_list("kind", "case")
    assert sorted(case for kind, case in told if kind == "CaseClosed") == [f"W{n:02}" for n in range(CASES)]
    assert len([case for kind, case in told if kind == "ReleaseSent"]) == CASES
    assert not OutboxMessage.objects.exclude(state="sent").exists()
    assert dict(WorkedDay.objects.exclude(ended_at=None).values_list("zone", "on")) == {ZONE: DUE, ROOM: DUE}
    folder = practice_folder(Path(os.environ["CASECLOSE_HOME"])) / EMBEDDED
    board = FakeParty("licensing_board", memory=folder / "licensing_board.sqlite")
    assert len(board.done()) == CASES
    vendor = FakeMailVendor("mail_vendor", folder / "mail", memory=folder / "mail_vendor.sqlite")
    vendor.empty_tray(on=DUE)
    assert len(vendor.done()) == 2 * CASES
    assert verify() == []


def test_what_a_killed_worker_had_in_hand_others_finish_though_nothing_of_it_is_left() -> None:
    with somebody_holding("W05"):
        first = a_worker(NOON, "--stalled-after", "1")
        wait_until(lambda: closed() == CASES - 1)
        os.kill(first.pid, signal.SIGKILL)
        first.communicate()
    ask("delete from procrastinate_workers")
    assert (closed(), jobs("doing")) == (CASES - 1, 1)
    others = [a_worker(NOON, "--once", "--stalled-after", "1") for _ in range(2)]
    said = [worker.communicate(timeout=LONGEST)[0] for worker in others]
    assert [worker.returncode for worker in others] == [0, 0], said
    assert jobs("doing") == 0, said
    assert_all_is_done_once()


def test_a_worker_that_is_told_to_stop_ends_and_leaves_nothing_behind() -> None:
    worker = a_worker(NOON)
    wait_until(lambda: WorkedDay.objects.exclude(ended_at=None).filter(zone=ROOM).exists())
    worker.send_signal(signal.SIGTERM)
    said, _ = worker.communicate(timeout=LONGEST)
    assert worker.returncode == 0, said
    assert ask("select count(*) from procrastinate_workers") == 0
    assert jobs("doing") == 0
    assert_all_is_done_once()


def test_the_same_job_of_the_clock_put_out_twice_is_there_once() -> None:
    around = Surroundings(now=lambda: NOON, connect=dict, say=lambda _words: None)
    app = jobs_app(around, stalled_after=30)

    async def put_out() -> list[int | None]:
        async with app.open_async():
            at = int(NOON.timestamp())
            job = app.tasks["round"].configure(queueing_lock="round", task_kwargs={"timestamp": at}).job
            manager = app.job_manager
            return [await manager.defer_periodic_job(job, periodic_id="", defer_timestamp=at) for _ in range(2)]

    first, second = asyncio.run(put_out())
    assert (first is None, second) == (False, None)
    assert jobs("todo", "round") == 1
