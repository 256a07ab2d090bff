"""What runs beside the staff application: the public site, and the worker of a demonstration.

Each is a process of its own, which ends when the one that began it ends.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

STAFF, PUBLIC, BOTH = "staff", "public", "both"
BESIDE = "CASECLOSE_BESIDE"
"""Set in the process beside: the number of the process that began it."""
LOOKS = 1.0
"""Seconds between two looks at whether that one is still there."""
_RUN = "from caseclose.site.command import run; run()"


def public_site(bind: str, port: int, workers: int, *, demo: bool) -> AbstractContextManager[None]:
    """Run the public site meanwhile."""
    words = ("serve", "--face", PUBLIC, "--bind", bind, "--port", str(port), "--workers", str(workers))
    return _beside(*words, *(["--demo"] if demo else []))


def eager_worker() -> AbstractContextManager[None]:
    """Run a worker meanwhile that does at once what waits: in a demonstration nobody else runs one."""
    return _beside("worker", "--eager", "--processes", "1")


@contextmanager
def _beside(*words: str) -> Iterator[None]:
    """Run a command of ours meanwhile. It is told to stop afterwards, and waited for."""
    surroundings = {**os.environ, BESIDE: str(os.getpid())}
    command = [sys.executable, "-c", _RUN, *words]
    beside = subprocess.Popen(command, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603 - ourselves
    try:
        yield
    finally:
        beside.send_signal(signal.SIGTERM)
        beside.wait()


def end_with_the_other() -> None:
    """Stop this process when the one that began it is gone, however that came about. Only for a process beside."""
    began = os.environ.pop(BESIDE, "")
    if not began:
        return

    def watch() -> None:
        while os.getppid() == int(began):
            time.sleep(LOOKS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
