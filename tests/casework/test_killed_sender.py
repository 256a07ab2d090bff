"""A sender killed before any of its steps, and begun again: nothing lost, nothing repeated."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from caseclose.casework.models import Case, JournalEntry, OutboxMessage, ReleaseOrder
from caseclose.casework.ports import Message
from caseclose.casework.services.audit import verify
from caseclose.outside.federal_files import file_text, items_for
from tests.casework.releasing import DAY, World, a_closed_case, items_in_files, state_of
from tests.closure.proving import PROVE, told
from tests.ground import EMPTY

pytestmark = pytest.mark.usefixtures("clean_database")
STEPS = (DAY, DAY + timedelta(days=2), DAY + timedelta(days=9))
OFFSET = "federal_tax_offset"
REMEDIES = ("driver_license", OFFSET, "passport")


def play(folder: Path) -> None:
    """Send on the first day, and take answers until all is confirmed."""
    world = World(folder)
    for on in STEPS:
        world.send(on)
        world.take(on)


def steps_until(last: int, work: Callable[[], None]) -> int:
    """Do `work` in a process that is killed before its step number `last`; return how many steps it came to.

    A step is an SQL statement, a commit, a file opened to be written, and a rename.
    """
    connections.close_all()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            count = _count_steps(last)
            work()
            os.write(writes, str(count()).encode())
        finally:
            os._exit(0)
    os.close(writes)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reads, "rb") as pipe:
        said = pipe.read()
    assert os.WIFSIGNALED(status) == (not said)
    return int(said or last)


def _count_steps(last: int) -> Callable[[], int]:
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        step()
        return execute(sql, params, many, context)

    def commit() -> None:
        step()
        usual()

    connection = connections["default"]
    connection.execute_wrappers.append(statement)
    usual = connection._commit  # type: ignore[attr-defined]
    vars(connection)["_commit"] = commit
    sys.addaudithook(lambda event, args: step() if _writes(event, args) else None)
    return lambda: count


def _writes(event: str, args: tuple[Any, ...]) -> bool:
    opened = event == "open" and isinstance(args[2], int) and bool(args[2] & os.O_CREAT)
    return event == "os.rename" or opened


def wrongs(orders: list[ReleaseOrder], world: World) -> list[str]:
    """What is lost or repeated after the work was killed and done again."""
    found = [f"{order.kind} is {state_of(order)}" for order in orders if state_of(order) != "confirmed"]
    found += [f"{order.kind} is still held" for order in orders if not world.did(order)]
    found += [f"in {count} files: {key}" for key, count in items_in_files(world).items() if count != 1]
    found += [f"stopped {count} times: {what}" for what, count in world.federal.stops().items() if count != 1]
    for kind in ("ReleaseSent", "ReleaseConfirmed"):
        count = JournalEntry.objects.filter(kind=kind).count()
        found += [f"{count} times {kind}"] if count != len(orders) else []
    return found + [str(broken) for broken in verify()]


def scene(folder: Path) -> tuple[list[ReleaseOrder], World]:
    orders = a_closed_case("A1", REMEDIES)
    world = World(folder)
    world.certify(orders)
    return orders, world


def test_a_sender_killed_at_any_step_loses_nothing_and_repeats_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene(tmp_path / "whole")
    points = steps_until(sys.maxsize, lambda: play(tmp_path / "whole"))
    tried = range(1, points + 1, 1 if PROVE else 9)
    for point in tried:
        folder = tmp_path / str(point)
        clear()
        orders, world = scene(folder)
        assert steps_until(point, lambda folder=folder: play(folder)) == point  # type: ignore[misc]
        play(folder)
        assert wrongs(orders, world) == [], f"killed before step {point}"
    assert points > 100
    told(capsys, f"releases killed at {len(tried)} of {points} steps and begun again: 0 lost, 0 repeated")


def test_the_check_for_lost_and_repeated_finds_both_planted(tmp_path: Path) -> None:
    orders, world = scene(tmp_path)
    world.send()
    OutboxMessage.objects.filter(party="driver_license").update(state="sent")
    ReleaseOrder.objects.filter(kind="driver_license").update(state="made")
    outgoing = Message("release:2", "release", OFFSET, "A1", 1, 2, 2, "", DAY)
    world.federal.put("federal-000009.jsonl", file_text("ar", 9, DAY, items_for([outgoing])))
    for on in STEPS:
        world.send(on)
        world.take(on)
    found = wrongs(orders, world)
    assert "driver_license is made" in found
    assert "in 2 files: ('release:2', 'tanf')" in found


def clear() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(EMPTY)
    assert not Case.objects.exists()
