"""caseclose serve: both sites come up, say where, answer, end on Ctrl-C or with each other, find their data again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseclose.embedded.server import Server
from tests.serving import RUN, Serving, a_home, asked, serving

PATIENCE = 120


@pytest.fixture
def home() -> Iterator[Path]:
    with a_home() as folder:
        yield folder


def test_it_comes_up_ends_on_ctrl_c_and_finds_its_data_again(home: Path) -> None:
    with serving(home, "--demo", "--cases", "20", "--days", "2") as site:
        assert "Making 20 cases" in site.said
        status, page = asked(f"{site.staff}demo/")
        assert status == 200
        assert "supervisor one" in page
        style = re.findall(r'href="(/static/staff/staff\.[0-9a-f]{12}\.css)"', page)
        assert asked(site.staff.rstrip("/") + style[0])[0] == 200
        status, page = asked(site.public)
        assert status == 200
        assert "Arkansas" in page
        site.running.send_signal(signal.SIGINT)
        ended_well(site, home)
    silent(site.public)
    secret = home / "secret"
    drawn = secret.read_text()
    assert secret.stat().st_mode & 0o077 == 0
    with serving(home, "--demo", "--stop-after", "0.5") as site:
        assert "Making" not in site.said
        assert "worker one" in site.said
        ended_well(site, home)
    assert secret.read_text() == drawn


def silent(address: str) -> None:
    """Wait until nothing answers there any more."""
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 - our own server
        except OSError:
            return
        time.sleep(0.2)
    raise AssertionError("it still answers")


def test_what_runs_beside_ends_when_the_one_that_began_it_is_killed(home: Path) -> None:
    with serving(home, "--demo", "--cases", "5", "--days", "1") as site:
        assert asked(f"{site.public}healthy/")[0] == 200
        beside = children(site.running.pid)
        assert len([words for words in beside.values() if "worker --eager" in words]) == 1
        site.running.kill()
        silent(site.public)
        gone(beside)


def children(parent: int) -> dict[int, str]:
    """The processes that another one began, and with which words."""
    told = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=True
    )
    rows = (line.split(maxsplit=1) for line in told.stdout.splitlines())
    return {int(number): words for number, words in rows}


def gone(processes: dict[int, str]) -> None:
    """Wait until none of these processes is there any more: a worker ends what it has in hand first."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not any(Path(f"/proc/{number}").exists() for number in processes):
            return
        time.sleep(0.2)
    raise AssertionError("still there")


def ended_well(site: Serving, home: Path) -> None:
    """Wait until it has stopped, once, and its database with it."""
    rest, _ = site.running.communicate(timeout=PATIENCE)
    assert site.running.returncode == 0, rest
    assert rest.count("Stopped.") == 1
    assert Server(home).status().state == "stopped"


@pytest.mark.parametrize("value", ["postgresql://u:p@nowhere/db"])
def test_a_demonstration_is_refused_on_a_database_that_may_be_real(value: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN, "serve", "--demo"], env={**os.environ, "CASECLOSE_DSN": value},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "not for a database that may hold real cases" in done.stderr
