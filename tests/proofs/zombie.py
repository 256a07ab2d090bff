"""A process that stands still in the middle of its work, and goes on when another has done the same in its place."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

from django.db import connections

from caseclose.embedded.server import APPLICATION
from tests.proofs.killing import Fate, Say, begun, ended

LONGEST_WAIT = 1.0
"""Seconds for which the second one may wait for the stopped one before that goes on."""
Doing = Callable[[Say], None]


def stop_myself() -> None:
    """Stand still until somebody says go on."""
    os.kill(os.getpid(), signal.SIGSTOP)


def with_a_zombie(stops: Doing, again: Doing, *, cut_off: bool) -> Fate:
    """Let `stops` stand still in its middle while `again` does the same, then go on. Return what became of `stops`.

    Where `cut_off`, the database gives up the connection of the one that stands still, and with it its locks.
    """
    first, first_heard = begun(stops)
    _, status = os.waitpid(first, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        return Fate(killed=False, said=(), trouble="it came to its end before it could be stopped")
    if cut_off:
        _cut_off_all()
    second, second_heard = begun(again)
    _wait_for(second)
    os.kill(first, signal.SIGCONT)
    fate = ended(first, first_heard)
    ended(second, second_heard)
    return fate


def _wait_for(process: int) -> None:
    """Wait until the process has ended, or waits for a lock, or has waited long enough."""
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end and not _has_ended(process) and not _somebody_waits():
        time.sleep(0.01)
    connections.close_all()


def _has_ended(process: int) -> bool:
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _somebody_waits() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_stat_activity WHERE usename = %s AND wait_event_type = 'Lock'", [APPLICATION])
        return cursor.fetchone() is not None


def _cut_off_all() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = %s", [APPLICATION])
    connections.close_all()
