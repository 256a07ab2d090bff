"""What is read off the case records: one case assessed, and all of them screened, in a database of a million cases.

Run alone with `python -m benchmarks --only from_records`. The database is made once, with every table of an extract,
and kept beside the made caseloads, as `database-CASES-SEED`. It is started for the benchmark and stopped afterwards.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks import worker
from benchmarks.figures import GIGABYTE, Findings, Line, Row, Setting
from benchmarks.importing import CALL, DAY, MILLION, PREPARE, STATE, made_records
from benchmarks.one_case import told
from benchmarks.worker import WorkFailedError, ended_children, measured

if TYPE_CHECKING:
    from caseclose.embedded.server import Server

NAME = "from_records"
WARMING, CALLS = 100, 2_000
WHOLE = "whole"
"""The file that says of a kept database that its extract was imported to the end."""


def find(setting: Setting) -> Findings:
    """Assess cases drawn at random one after another, then screen all of them with the command."""
    cases = min(setting.cases, MILLION)
    with made_database(setting, cases) as server:
        one = worker.run("from_records", seed=setting.seed)
        before = ended_children(server.status().pid)
        runs = [_screen(setting.build) for _ in range(setting.rounds)]
        worked = (ended_children(server.status().pid) - before) / len(runs)
    screening = median(each["seconds"] for each in runs)
    return Findings(
        NAME,
        f"From the records of {one['cases']:,} cases",
        [
            Row("p99 of an assessment", one["whole"]["p99"], "ms"),
            Row("  reading the facts, p50", one["reading"]["p50"], "ms"),
            Row("  facts known in a case, mean", one["facts_known"], ""),
            Row("screening, processor seconds of the command", median(each["processor"] for each in runs), "s"),
            Row("screening, processor seconds of the database", worked, "s"),
            Row("screening, peak memory of the command", max(each["peak_bytes"] for each in runs) / GIGABYTE, "GB"),
            Row("candidates kept", runs[-1]["page"]["candidates"] + runs[-1]["page"]["held"], ""),
        ],
        [
            Line("a case assessed from records, p50", one["whole"]["p50"], "ms", at_most=10),
            Line("seconds to screen a million cases", screening / one["cases"] * MILLION, "s", at_most=30),
            Line("cases left out", abs(runs[-1]["page"]["cases"] - one["cases"]), at_most=0),
        ],
        {"one": one, "runs": runs},
    )


@contextmanager
def made_database(setting: Setting, cases: int) -> Iterator[Server]:
    """A running server with the records of so many made cases, for as long as the block runs."""
    from caseclose.embedded.server import Server

    home = setting.build / f"database-{cases}-{setting.seed}"
    if not (home / WHOLE).exists():
        shutil.rmtree(home, ignore_errors=True)
    server = Server(home)
    os.environ["CASECLOSE_HOME"] = str(home)
    server.start()
    try:
        if measured([sys.executable, "-c", PREPARE]).code:
            raise WorkFailedError("the tables could not be made")
        if not (home / WHOLE).exists():
            _fill(made_records(setting, cases, "parquet"))
            (home / WHOLE).touch()
        yield server
    finally:
        server.stop()


def _fill(extract: Path) -> None:
    print(f"importing {extract} …", flush=True)
    words = ["records", "import", str(extract), "--on", str(DAY), "--by", "benchmark", "--json"]
    if measured([sys.executable, "-c", CALL, *words]).code:
        raise WorkFailedError("the records could not be imported")


def _screen(build: Path) -> dict[str, Any]:
    words = ["screen", "--from-db", "--state", STATE.lower(), "--on", str(DAY), "--json"]
    done = measured([sys.executable, "-c", CALL, *words, "--replace", "--out", str(build / "screened-from-records")])
    if done.code:
        raise WorkFailedError(f"the screening ended with {done.code}")
    return {
        "seconds": done.wall_seconds,
        "processor": done.processor_seconds,
        "peak_bytes": done.peak_bytes,
        "page": json.loads(done.said),
    }


def work(seed: int) -> dict[str, Any]:
    """Assess cases drawn at random: the facts are read off the records, then every criterion is explained."""
    from caseclose.site.setup import prepare

    prepare()
    from caseclose.casework.models import Case
    from caseclose.casework.selectors.facts import facts_of_case
    from caseclose.closure.assessment import assess
    from caseclose.law.in_force import law_in_force
    from caseclose.law.reading import shipped

    numbers = list(Case.objects.order_by("number").values_list("number", flat=True))
    drawn = random.Random(seed).sample(numbers, min(WARMING + CALLS, len(numbers)))  # noqa: S311
    law = law_in_force(shipped(), STATE.lower(), DAY)
    reading, whole, known = [], [], 0
    for number in drawn:
        begun = time.perf_counter_ns()
        facts = facts_of_case(number, DAY).facts
        read = time.perf_counter_ns()
        told(assess(law, facts))
        whole.append((time.perf_counter_ns() - begun) / 1e6)
        reading.append((read - begun) / 1e6)
        known += len(facts)
    return {
        "cases": len(numbers),
        "facts_known": known / len(drawn),
        "reading": _ranks(reading[WARMING:]),
        "whole": _ranks(whole[WARMING:]),
    }


def _ranks(spent: list[float]) -> dict[str, float]:
    spent = sorted(spent)
    return {"p50": spent[len(spent) // 2], "p99": spent[len(spent) * 99 // 100], "calls": float(len(spent))}
