"""caseclose serve: both sites come up, say where, answer, end on Ctrl-C or with each other, find their data again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from caseclose.embedded.server import Server, default_folder

PATIENCE = 120
RUN = "from caseclose.site.command import run; run()"


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for a database of its own, under a short name: the server's socket has little room for one."""
    folder = Path(tempfile.mkdtemp(prefix="cc-serve-", dir="/tmp"))
    folder.chmod(0o711)
    monkeypatch.setenv("CASECLOSE_HOME", str(folder))
    monkeypatch.delenv("CASECLOSE_SECRET")
    yield folder
    Server(default_folder(os.environ)).reset()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(*more: str) -> Iterator[tuple[str, subprocess.Popen[str], str]]:
    """Where it says that it is, the running command, and what it said before."""
    command = [sys.executable, "-c", RUN, "serve", "--port", str(free_port()), "--workers", "1", *more]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        address, said = _address(running)
        yield address, running, said
    finally:
        running.kill()
        running.wait()


def _address(running: subprocess.Popen[str]) -> tuple[str, str]:
    assert running.stdout is not None
    said = []
    for line in running.stdout:
        said.append(line)
        if found := re.search(r"Caseclose is at (\S+)", line):
            return found[1], "".join(said)
    raise AssertionError("".join(said))


def asked(address: str) -> tuple[int, str]:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
                return answer.status, answer.read().decode()
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError("it does not answer")


def test_it_comes_up_ends_on_ctrl_c_and_finds_its_data_again(home: Path) -> None:
    with serving("--demo", "--cases", "20", "--days", "2") as (address, running, said):
        assert "Making 20 cases" in said
        status, page = asked(f"{address}demo/")
        assert status == 200
        assert "supervisor one" in page
        style = re.findall(r'href="(/static/staff/staff\.[0-9a-f]{12}\.css)"', page)
        assert asked(address.rstrip("/") + style[0])[0] == 200
        public = public_address(running)
        status, page = asked(public)
        assert status == 200
        assert "Arkansas" in page
        running.send_signal(signal.SIGINT)
        ended_well(running)
    silent(public)
    secret = home / "secret"
    drawn = secret.read_text()
    assert secret.stat().st_mode & 0o077 == 0
    with serving("--demo", "--stop-after", "0.5") as (_, running, said):
        assert "Making" not in said
        assert "worker one" in ended_well(running)
    assert secret.read_text() == drawn


def public_address(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    found = re.search(r"The public site is at (\S+)", running.stdout.readline())
    assert found
    return found[1]


def silent(address: str) -> None:
    """Wait until nothing answers there any more."""
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 - our own server
        except OSError:
            return
        time.sleep(0.2)
    raise AssertionError("it still answers")


def test_the_public_site_ends_when_the_one_that_began_it_is_killed(home: Path) -> None:  # noqa: ARG001 - its place
    with serving("--demo", "--cases", "5", "--days", "1") as (_, running, _said):
        public = public_address(running)
        assert asked(f"{public}healthy/")[0] == 200
        running.kill()
        silent(public)


def ended_well(running: subprocess.Popen[str]) -> str:
    """Wait until it has stopped, once, and its database with it. Returns what else it said."""
    rest, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, rest
    assert rest.count("Stopped.") == 1
    assert Server(default_folder(os.environ)).status().state == "stopped"
    return rest


@pytest.mark.parametrize("value", ["postgresql://u:p@nowhere/db"])
def test_a_demonstration_is_refused_on_a_database_that_may_be_real(value: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN, "serve", "--demo"], env={**os.environ, "CASECLOSE_DSN": value},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "not for a database that may hold real cases" in done.stderr
