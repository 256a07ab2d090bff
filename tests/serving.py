"""`caseclose serve` as a command of its own, with a database of its own: where it says that it is, and what it says."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caseclose.embedded.server import Server

RUN = "from caseclose.site.command import run; run()"
LAST_WORDS = "Press Ctrl-C to stop."


@contextmanager
def a_home() -> Iterator[Path]:
    """A place for a database of its own, under a short name: the server's socket has little room for one."""
    folder = Path(tempfile.mkdtemp(prefix="cc-serve-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        Server(folder).reset()
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(home: Path, *more: str) -> Iterator[Serving]:
    """The running command, once it has said where it is."""
    command = [sys.executable, "-c", RUN, "serve", "--port", str(free_port()), "--workers", "1", *more]
    surroundings = {name: value for name, value in os.environ.items() if name != "CASECLOSE_SECRET"}
    surroundings["CASECLOSE_HOME"] = str(home)
    running = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield Serving(running)
    finally:
        running.kill()
        running.wait()


class Serving:
    """A running `caseclose serve`. What it says is read until it says how it is stopped."""

    def __init__(self, running: subprocess.Popen[str]) -> None:
        self.running = running
        self.said = self._heard()

    def _heard(self) -> str:
        assert self.running.stdout is not None
        said = []
        for line in self.running.stdout:
            said.append(line)
            if LAST_WORDS in line:
                return "".join(said)
        raise AssertionError("".join(said))

    @property
    def staff(self) -> str:
        """Where the staff application is."""
        return self._after("Caseclose is at")

    @property
    def public(self) -> str:
        """Where the public site is."""
        return self._after("The public site is at")

    def _after(self, words: str) -> str:
        found = re.search(rf"{words} (\S+)", self.said)
        assert found, self.said
        return found[1]


def asked(address: str) -> tuple[int, str]:
    """What a page answers, once there is somebody who answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
                return answer.status, answer.read().decode()
        except OSError:
            time.sleep(0.2)
    raise AssertionError("it does not answer")
