"""The whole command `caseclose screen`: values checked, questions asked, candidates found, results written."""

from __future__ import annotations

import shutil
import sys
from statistics import median

from benchmarks.caseload import DAY, STATE, made
from benchmarks.figures import GIGABYTE, Findings, Line, Row, Setting
from benchmarks.worker import Measured, WorkFailedError, measured

NAME = "command"
MILLION = 1_000_000
CALL = "from caseclose.cli.main import run; run()"
"""What the installed command `caseclose` runs."""


def find(setting: Setting) -> Findings:
    """Run the command as a person would, from start to end, three times at most."""
    runs = [_screen(setting) for _ in range(min(setting.rounds, 3))]
    rate = median(one.wall_seconds for one in runs) / setting.cases * MILLION
    memory = max(one.peak_bytes for one in runs)
    return Findings(
        NAME,
        "The whole command: caseclose screen",
        [Row("start to end", rate, "s/million")],
        [Line("peak memory", memory / GIGABYTE, "GB", at_most=2)],
        {"wall_seconds": [one.wall_seconds for one in runs], "peak_bytes": memory, "seconds_per_million": rate},
    )


def _screen(setting: Setting) -> Measured:
    out = setting.build / "screened"
    words = ["screen", str(made(setting)), "--state", STATE, "--on", DAY.isoformat(), "--out", str(out), "--json"]
    try:
        result = measured([sys.executable, "-c", CALL, *words])
    finally:
        shutil.rmtree(out, ignore_errors=True)
    if result.code:
        raise WorkFailedError(f"caseclose screen ended with {result.code}")
    return result
