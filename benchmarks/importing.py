"""Importing an extract: a million cases into an empty database, the same again, and a million rows with planted faults.

Run alone with `python -m benchmarks.importing --cases 1000000`. The database is a server of this benchmark's own, with
the settings that `caseclose db start` gives it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import worker
from benchmarks.figures import GIGABYTE, Findings, Line, Row, Setting, save, table
from benchmarks.worker import WorkFailedError, ended_children, measured

if TYPE_CHECKING:
    from caseclose.embedded.server import Server

NAME = "importing"
MILLION = 1_000_000
STATE = "AR"
DAY = date(2026, 11, 22)
TIMED = ("offices", "persons", "cases", "participants", "orders", "balances", "remedies", "remedy_cases")
"""The tables of the timed import."""

ROWS_A_CASE = 18.7
"""How many rows a made case has in all its tables."""

PLANTED_SHARE = 0.01
CALL = "from caseclose.site.command import run; run()"
PREPARE = (
    "from caseclose.site.setup import prepare; prepare(); from caseclose.casework.schema import migrate; migrate()"
)


def find(setting: Setting) -> Findings:
    """Import once into an empty database and once more, and look for planted faults."""
    cases = min(setting.cases, MILLION)
    extract = _timed_tables(setting, cases)
    with database() as server:
        first = _import(extract)
        worked = ended_children(server.status().pid)
        again = _import(extract)
    rows = sum(each["rows"] for each in first["page"]["tables"].values())
    key = worker.run("importing", folder=str(_planted_source(setting, cases)), build=str(setting.build))
    return Findings(
        NAME,
        f"Importing {cases:,} cases with participants, orders, balances and remedies",
        [
            Row("rows", rows, ""),
            Row("rows a second", rows / first["seconds"], ""),
            Row("processor seconds of the command", first["processor"], "s"),
            Row("processor seconds of the database", worked, "s"),
            Row("the same extract again", again["seconds"], "s"),
            Row("rows with planted faults gone through", key["rows"], ""),
            Row("  faults planted", key["faults"], ""),
            Row("  seconds to check them", key["seconds"], "s"),
            Row("  peak memory of that", key["peak_bytes"] / GIGABYTE, "GB"),
        ],
        [
            Line("seconds for a million cases", first["seconds"] / cases * MILLION, "s", at_most=120),
            Line("peak memory", first["peak_bytes"] / GIGABYTE, "GB", at_most=1.5),
            Line("planted faults missed", key["missed"], at_most=0),
            Line("cells reported that nobody planted", key["too_many"], at_most=0),
        ],
        {"first": first, "again": again, "planted": key},
    )


def made_records(setting: Setting, cases: int, ending: str) -> Path:
    """Return the folder of made records, which are made now if they are not there."""
    folder = setting.build / f"records-{cases}-{setting.seed}-{ending}"
    if not folder.exists():
        print(f"making the records of {cases:,} cases in {folder} …", flush=True)
        words = ["--records", "--cases", str(cases), "--seed", str(setting.seed), "--state", STATE, "--on", str(DAY)]
        words += ["--csv"] if ending == "csv" else []
        _run("caseload", "make", str(folder), *words)
    return folder


def _timed_tables(setting: Setting, cases: int) -> Path:
    made = made_records(setting, cases, "parquet")
    folder = made.with_name(f"{made.name}-timed")
    folder.mkdir(exist_ok=True)
    for name in TIMED:
        link = folder / f"{name}.parquet"
        if not link.exists():
            os.link(made / link.name, link)
    return folder


def _planted_source(setting: Setting, cases: int) -> Path:
    return made_records(setting, max(100, round(cases / ROWS_A_CASE)), "csv")


@contextmanager
def database() -> Iterator[Server]:
    """A server of our own, with all tables, for as long as the block runs."""
    from caseclose.embedded.server import Server

    home = Path(tempfile.mkdtemp(prefix="caseclose-bench-"))
    home.chmod(0o711)
    server = Server(home / "database")
    os.environ["CASECLOSE_HOME"] = str(home / "database")
    try:
        server.start()
        if measured([sys.executable, "-c", PREPARE]).code:
            raise WorkFailedError("the tables could not be made")
        yield server
    finally:
        server.reset()
        shutil.rmtree(home, ignore_errors=True)


def _import(extract: Path) -> dict[str, Any]:
    done = _run("records", "import", str(extract), "--on", str(DAY), "--by", "benchmark", "--json")
    return {
        "seconds": done.wall_seconds,
        "processor": done.processor_seconds,
        "peak_bytes": done.peak_bytes,
        "page": json.loads(done.said),
    }


def _run(*words: str) -> worker.Measured:
    done = measured([sys.executable, "-c", CALL, *words])
    if done.code:
        raise WorkFailedError(f"caseclose {' '.join(words)} ended with {done.code}")
    return done


def work(folder: str, build: str) -> dict[str, Any]:
    """Plant faults in an extract, check it, and compare what is reported with what was planted."""
    from tests.importing.planting import plant

    from caseclose.casework.importing.examine import check_records  # heavy, and wanted in the child process only

    with tempfile.TemporaryDirectory(dir=build) as place:
        planted = plant(Path(folder), Path(place) / "planted", seed=1, share=PLANTED_SHARE, on=DAY)
        begun = time.perf_counter()
        refusals = check_records(folder=planted.folder, on=DAY).refusals
        seconds = time.perf_counter() - begun
    found = set(refusals.select("file", "row", "column").iter_rows())
    return {
        "rows": planted.rows,
        "faults": planted.faults,
        "cells": len(planted.key),
        "seconds": seconds,
        "missed": len(planted.key - found),
        "too_many": len(found - planted.key),
    }


def main() -> int:
    """Run this benchmark alone. The exit code is 1 where a required line is not met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--cases", type=int, default=MILLION)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", type=Path, default=Path("build/bench"))
    wanted = parser.parse_args()
    setting = Setting(wanted.cases, wanted.seed, None, 1, wanted.build.resolve())
    findings = find(setting)
    print(f"{table([findings])}\nfigures: {save(findings, setting)}")
    return 0 if all(line.met for line in findings.lines) else 1


if __name__ == "__main__":
    sys.exit(main())
