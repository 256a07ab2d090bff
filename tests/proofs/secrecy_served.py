"""The public site as it is served: the command of the house in a process of its own, at an address on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

_RUN = "from caseclose.site.command import run; run()"
WHOLE, PLANTED = "caseclose.site.settings", "tests.proofs.secrecy_site"
"""The settings of the house, and those of a site with defects."""
PATIENCE = 120.0


@contextmanager
def served(settings: str = WHOLE) -> Iterator[str]:
    """Serve the public site meanwhile, with one process that answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-c", _RUN, "serve", "--face", "public", "--port", str(port), "--workers", "1"]
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    running = subprocess.Popen(command, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield _up(f"http://127.0.0.1:{port}", running)
    finally:
        running.terminate()
        running.wait(PATIENCE)


def _up(address: str, running: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthy/", timeout=PATIENCE).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise AssertionError("the public site does not come up")
