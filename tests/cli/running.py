"""Running the command: inside this process, where it is quick, and as a process of its own, as people run it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from click.testing import CliRunner

from caseclose.cli.main import caseclose

PLAIN: dict[str, str | None] = dict.fromkeys(("FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE"))
"""Variables that would change colours, taken away."""


@dataclass(frozen=True)
class Ran:
    """What a run of the command gave back."""

    code: int
    out: str
    err: str


def run(*args: str | Path) -> Ran:
    """Run the command inside this process. What it does not catch is raised."""
    words = [str(arg) for arg in args]
    result = CliRunner(env={**PLAIN, "COLUMNS": "100"}).invoke(caseclose, words, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def environment(**more: str) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name not in PLAIN}, **more}


def command(*args: str | Path | bytes) -> list[str | Path | bytes]:
    return [sys.executable, "-m", "caseclose.cli", *args]


def run_apart(*args: str | Path | bytes, cwd: Path, **env: str) -> Ran:
    """Run the command as a process of its own."""
    done = subprocess.run(command(*args), cwd=cwd, env=environment(**env), capture_output=True, timeout=60, check=False)
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", errors="replace"))


def begin(*args: str | Path, cwd: Path, err: IO[bytes] | int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Begin a run and return at once. It hears Ctrl-C, also where the tests themselves were begun in the background."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)  # what is ignored here would be ignored there too
    try:
        return subprocess.Popen(command(*args), cwd=cwd, env=environment(), stdout=subprocess.DEVNULL, stderr=err)
    finally:
        signal.signal(signal.SIGINT, before)
