"""The server's first process: found by its pid file, launched, waited for, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from caseclose.embedded.account import Account
from caseclose.embedded.fault import ServerFault
from caseclose.embedded.programs import Programs

PID_FILE = "postmaster.pid"
_STATUS_LINE = 7
_PAUSE = 0.02
_STILL_IN_USE = "is still in use"
"""What PostgreSQL says while sessions of a server that was killed have not ended yet. They end by themselves."""


@dataclass(frozen=True)
class Postmaster:
    """A server's first process that is alive. `status` is its own word: starting, ready, stopping."""

    pid: int
    status: str


def postmaster_of(data: Path) -> Postmaster | None:
    """Return the process that serves `data`, or None. A pid file that a killed server left counts for nothing."""
    pid, lines = _noted(data / PID_FILE)
    if pid is None or not _serves(pid, data):
        return None
    return Postmaster(pid, lines[_STATUS_LINE].strip() if len(lines) > _STATUS_LINE else "starting")


def _noted(file: Path) -> tuple[int | None, list[str]]:
    """Return the process that a file of the server's names, if any, and the file's lines."""
    lines = _lines(file)
    return (int(lines[0]) if lines and lines[0].isdigit() else None), lines


def _lines(file: Path) -> list[str]:
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return []
    with os.fdopen(handle, encoding="utf-8", errors="replace") as opened:
        return opened.read(4096).splitlines()


def _serves(pid: int, data: Path) -> bool:
    """Say whether the process `pid` is a server of `data`. Numbers of processes are used again, so the name decides."""
    words = _command(pid)
    return words[0].rpartition(b"/")[2] == b"postgres" and os.fsencode(data) in words


def _command(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return [b""]


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state not in {b"Z", b"X"}


@dataclass(frozen=True)
class Launch:
    """All that is needed to launch a server."""

    programs: Programs
    data: Path
    socket: Path
    settings: Mapping[str, str]
    who: Account
    log: Path

    def begin(self, log: int) -> int:
        """Launch the server as a process that outlives ours, and return its number."""
        self._clear_stale()
        server = [self.programs.postgres, "-D", str(self.data)]
        server += [f"--{name}={value}" for name, value in self.settings.items()]
        server.append(f"--unix_socket_directories={_quoted(self.socket.parent)}")
        try:
            done = subprocess.run(  # noqa: S603
                ["/bin/sh", "-c", '"$@" </dev/null >&2 & echo $!', "sh", *server],
                check=True, stdout=subprocess.PIPE, stderr=log, cwd=self.data.parent, start_new_session=True,
                **self.who.process,
            )  # fmt: skip
        except OSError as error:
            raise ServerFault(f"user {self.who.name} cannot start a server in {self.data}: {error.strerror}") from None
        return int(done.stdout)

    def bring_up(self, open_log: Callable[[], int], *, patience: float, say: Callable[[str], None]) -> None:
        """Return when the server takes connections. A server killed before is first waited for, then recovers."""
        end = time.monotonic() + patience
        recovering = bool(_lines(self.data / PID_FILE))
        while time.monotonic() < end:
            log = open_log()
            began = os.lseek(log, 0, os.SEEK_END)
            pid = None
            if postmaster_of(self.data) is None:
                pid = self.begin(log)
            os.close(log)
            if self._ready(pid, end, say, recovering=recovering):
                return
            if pid is not None and time.monotonic() < end and postmaster_of(self.data) is None:
                self._explain(self._said_since(began), say)
            time.sleep(_PAUSE)
        raise ServerFault(f"PostgreSQL was not ready after {patience:.0f} seconds", todo=f"Its log is {self.log}")

    def _clear_stale(self) -> None:
        """Remove what a killed server noted about itself where its number is now another process's, or a dead one's.

        PostgreSQL goes by the number alone and would take that process for the server.
        """
        for file in (self.data / PID_FILE, self.socket.with_name(f"{self.socket.name}.lock")):
            pid, _ = _noted(file)
            if pid is not None and Path(f"/proc/{pid}").exists() and not _serves(pid, self.data):
                file.unlink(missing_ok=True)

    def _ready(self, pid: int | None, end: float, say: Callable[[str], None], *, recovering: bool) -> bool:
        """Wait until the server is ready, and say False where it has ended instead."""
        began, said = time.monotonic(), False
        while time.monotonic() < end:
            found = postmaster_of(self.data)
            if found is not None and found.status == "ready":
                return True
            if found is None and (pid is None or not _lives(pid)):
                return False
            if time.monotonic() - began > 1 and not said:
                why = "it was killed, and is bringing back what was committed" if recovering else "it is slow to start"
                say(f"Waiting for PostgreSQL: {why}. This can take minutes.")
                said = True
            time.sleep(_PAUSE)
        return False

    def _explain(self, said: str, say: Callable[[str], None]) -> None:
        """Raise what kept the server from starting, or wait a little where the reason goes away by itself."""
        if _STILL_IN_USE not in said:
            raise ServerFault(f"PostgreSQL did not start: {_reason(said)}", todo=f"Its log is {self.log}")
        say("Waiting for the sessions of the server that was killed to end.")
        time.sleep(1)

    def _said_since(self, began: int) -> str:
        with self.log.open("rb") as file:
            file.seek(began)
            return file.read().decode("utf-8", errors="replace")


def _quoted(folder: Path) -> str:
    """Write a folder's name as one item of a list, as PostgreSQL reads lists."""
    return '"' + str(folder).replace('"', '""') + '"'


def _reason(said: str) -> str:
    lines = said.strip().splitlines() or ["it said nothing"]
    fatal = [line for line in lines if "FATAL" in line or "PANIC" in line]
    return (fatal or lines)[-1].strip()


def end(data: Path, *, patience: float, in_order: bool = True) -> bool:
    """End the server of `data`: sessions are cut off, what is committed is kept. Return False where none runs.

    A server that does not end in order has to recover when it starts again.
    """
    found = postmaster_of(data)
    if found is None:
        return False
    os.kill(found.pid, signal.SIGINT if in_order else signal.SIGQUIT)
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if not _serves(found.pid, data):
            return True
        time.sleep(_PAUSE)
    raise ServerFault(f"PostgreSQL (process {found.pid}) did not end within {patience:.0f} seconds")
