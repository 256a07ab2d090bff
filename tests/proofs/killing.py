"""Killing a process before any of its steps, and telling how far it had come.

A step is an SQL statement, a commit, a file opened to be written, a file flushed to the disk, a rename, a message given
to a party, an answer or another agency's message that its party is told was taken, or the end, when all is done and
nobody has heard of it yet. A commit of nothing is a step too, but it is never sent.
Before a flush the file is also cut in half: that is what a kill in the middle of writing leaves.
"""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from psycopg.pq import TransactionStatus

from caseclose.casework.ports import AgencyNetwork, Heard, Incoming, MailVendor, Message, Party, Ports

NEVER = sys.maxsize
THE_END = "ends"
Work = Callable[[], None]
Say = Callable[[str], None]


def kill_myself() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Steps:
    """The steps of this process, which it says one after the other. Before step `last` it meets its `fault`."""

    say: Say
    last: int = NEVER
    fault: Work = kill_myself
    count: int = 0

    def step(self, kind: str, spoil: Work | None = None) -> None:
        """Come to one more step. `spoil` leaves what a kill in the middle of the step would leave."""
        self.count += 1
        self.say(kind)
        if self.count == self.last:
            if spoil is not None and self.fault is kill_myself:
                spoil()
            self.fault()

    def watch(self) -> None:
        """Count the statements, commits and files of this process from now on. There is no way back."""
        connection = connections["default"]
        connection.execute_wrappers.append(self._statement)
        commit, flush = connection._commit, os.fsync  # type: ignore[attr-defined]

        def counted_commit() -> None:
            status = connection.connection.info.transaction_status
            self.step("commits" if status == TransactionStatus.INTRANS else "commits of nothing")
            commit()

        def counted_flush(descriptor: int) -> None:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                self.step("files flushed", lambda: os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2))
            flush(descriptor)

        vars(connection)["_commit"] = counted_commit
        vars(os)["fsync"] = counted_flush
        sys.addaudithook(self._heard)

    def _statement(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        self.step("SQL statements")
        return execute(sql, params, many, context)

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[2], int) and args[2] & os.O_CREAT:
            self.step("files opened to be written")
        elif event == "os.rename":
            self.step("renames")

    def ports(self, ports: Ports) -> Ports:
        """Return these ports with every sending, and every word that an answer was taken, counted as a step."""
        watched = {id(port): _watched(port, self) for port in ports.values()}
        return {name: watched[id(port)] for name, port in ports.items()}


class _Watched:
    def __init__(self, port: Heard, steps: Steps) -> None:
        self._heard, self._steps = port, steps
        self.answers = port.answers

    def taken(self, *answers: str) -> None:
        self._steps.step("answers taken")
        self._heard.taken(*answers)


class _WatchedVendor(_Watched):
    def __init__(self, vendor: MailVendor, steps: Steps) -> None:
        super().__init__(vendor, steps)
        self.tray = vendor.tray


class _WatchedParty(_Watched):
    def __init__(self, port: Party, steps: Steps) -> None:
        super().__init__(port, steps)
        self._port = port

    @property
    def at_a_time(self) -> int:
        return self._port.at_a_time

    def send(self, messages: Sequence[Message], *, on: Any) -> None:
        self._steps.step("messages sent")
        self._port.send(messages, on=on)


class _WatchedNetwork(_WatchedParty):
    def __init__(self, network: AgencyNetwork, steps: Steps) -> None:
        super().__init__(network, steps)
        self._network = network
        self.arrived = network.arrived

    def received(self, message: Incoming) -> None:
        self._steps.step("messages of agencies taken")
        self._network.received(message)


def _watched(port: Heard, steps: Steps) -> _Watched:
    if isinstance(port, AgencyNetwork):
        return _WatchedNetwork(port, steps)
    if isinstance(port, Party):
        return _WatchedParty(port, steps)
    return _WatchedVendor(port, steps) if isinstance(port, MailVendor) else _Watched(port, steps)


@dataclass(frozen=True)
class Fate:
    """What became of a process: killed or not, what it said last, and what went wrong with it, if anything did."""

    killed: bool
    said: tuple[str, ...]
    trouble: str


def in_a_process(work: Callable[[Say], None]) -> Fate:
    """Do `work` in a process of its own, with no connection from before. What it says is heard even if it is killed."""
    process, heard = begun(work)
    return ended(process, heard)


def begun(work: Callable[[Say], None]) -> tuple[int, int]:
    """Begin `work` in a process of its own, and return its number and where it is heard."""
    connections.close_all()
    reads, writes = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reads)
        _child(work, writes)
    os.close(writes)
    return process, reads


def ended(process: int, heard: int) -> Fate:
    """Wait for the process to end, and return what became of it."""
    with os.fdopen(heard, "r", encoding="utf-8") as pipe:
        said = pipe.read().splitlines()
    _, status = os.waitpid(process, 0)
    trouble = " | ".join(line[1:] for line in said if line.startswith("!"))
    return Fate(os.WIFSIGNALED(status), tuple(line for line in said if not line.startswith("!")), trouble)


def _child(work: Callable[[Say], None], writes: int) -> None:
    def say(words: str) -> None:
        os.write(writes, f"{words}\n".encode())

    try:
        work(say)
    except BaseException as fault:  # noqa: BLE001 - a child must not go on as if it were its parent
        words = f"{type(fault).__name__}: {fault}".replace("\n", " ")
        say(f"!{words}")
    finally:
        os._exit(0)
