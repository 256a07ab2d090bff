"""One piece of work in a child process of its own, so that its memory and its seconds are its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

THREADS = 2
"""Polars and DuckDB are given two threads, as many as the smallest machine that this is meant for."""


class WorkFailedError(Exception):
    """A child process ended with a failure; what it said is on stderr."""


@dataclass(frozen=True)
class Measured:
    """What a child process said on stdout, its seconds from start to end, and its peak memory in bytes."""

    said: str
    wall_seconds: float
    processor_seconds: float
    peak_bytes: int
    code: int


class Stopwatch:
    """The seconds since it was made: on the wall, and of the processor in all threads of this process."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def seconds(self) -> dict[str, float]:
        """Return both."""
        return {
            "seconds": time.perf_counter() - self._wall,
            "processor_seconds": time.process_time() - self._processor,
        }


def measured(command: list[str]) -> Measured:
    """Run `command` to its end and measure it."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment()) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    spent = usage.ru_utime + usage.ru_stime
    return Measured(said, time.perf_counter() - begun, spent, usage.ru_maxrss * unit, process.returncode)


def ended_children(pid: int | None) -> float:
    """Return the processor seconds of the children of a process that have ended; 0 where the system does not say.

    Of a PostgreSQL server these are its connections: what the database has worked for commands that are over.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def _environment() -> dict[str, str]:
    cores = os.cpu_count() or 1
    return {**os.environ, **({"POLARS_MAX_THREADS": str(THREADS)} if cores > THREADS else {})}


def run(work: str, **given: object) -> dict[str, Any]:
    """Call `benchmarks.<work>.work(**given)` in a child process. Its answer gains `peak_bytes`."""
    result = measured([sys.executable, "-m", "benchmarks.worker", work, json.dumps(given)])
    if result.code:
        raise WorkFailedError(f"benchmarks.{work} ended with {result.code}")
    answer: dict[str, Any] = json.loads(result.said)
    return {**answer, "peak_bytes": result.peak_bytes}


def main() -> None:
    """Do the work that the command line names, and print its answer as JSON."""
    _, work, given = sys.argv
    print(json.dumps(import_module(f"benchmarks.{work}").work(**json.loads(given))))


if __name__ == "__main__":
    main()
