"""One command at a time: the lock on a server's folder."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from caseclose.embedded.fault import ServerFault

_PAUSE = 0.02


@contextmanager
def only_one(path: Path, *, patience: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock `path`. The system lets go of it when the process ends, however it ends."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        _take(handle, path, patience, say)
        yield
    finally:
        os.close(handle)


def _take(handle: int, path: Path, patience: float, say: Callable[[str], None]) -> None:
    began, said = time.monotonic(), False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waited = time.monotonic() - began
        else:
            return
        if waited > patience:
            raise ServerFault(f"another command has held {path} for {patience:.0f} seconds")
        if waited > 1 and not said:
            say("Another command is working on the database; waiting for it.")
            said = True
        time.sleep(_PAUSE)
