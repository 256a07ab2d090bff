"""The public site as it is served: the command, with its own number of processes, over a database of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from benchmarks.importing import CALL, database
from benchmarks.worker import WorkFailedError

HOST = "127.0.0.1"
PATIENCE, PAUSE = 120.0, 0.2
"""For how many seconds the site may take to come up, and how often it is looked for."""


@dataclass(frozen=True, slots=True)
class Served:
    """Where the site listens, and the first process of it and of its database."""

    port: int
    pids: tuple[int, ...]


@contextmanager
def public_site() -> Iterator[Served]:
    """Serve the public site over empty tables.

    It learns who calls from a header, as behind a proxy: else all that a crowd sends would come from one caller.
    """
    with database() as server, _served() as (port, pid):
        yield Served(port, (pid, *filter(None, [server.status().pid])))


def processor_seconds(pids: Iterable[int]) -> float:
    """Return what processes and all that they started have worked so far, those that have ended too."""
    firsts = [psutil.Process(pid) for pid in pids]
    every = [process for first in firsts for process in (first, *first.children(recursive=True))]
    return sum(sum(process.cpu_times()[:4]) for process in every if process.is_running())


@contextmanager
def _served() -> Iterator[tuple[int, int]]:
    port = _free_port()
    command = [sys.executable, "-c", CALL, "serve", "--face", "public", "--port", str(port)]
    surroundings = {**os.environ, "CASECLOSE_CLIENT_ADDRESS": "HTTP_X_FORWARDED_FOR"}
    site = subprocess.Popen(command, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        _wait_for(site, port)
        yield port, site.pid
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])


def _wait_for(site: subprocess.Popen[bytes], port: int) -> None:
    """Return when the site answers. Raises WorkFailedError where it ends, or does not come up."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and site.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthy/", timeout=PATIENCE) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(PAUSE)
    raise WorkFailedError("the public site did not come up")
