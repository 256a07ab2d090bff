"""One case at a time, in process: all criteria explained, and the verdicts alone."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.caseload import DAY, STATE, made
from benchmarks.figures import Findings, Line, Row, Setting
from benchmarks.worker import run

NAME = "one_case"
CALLS = 2_000
WARMING = 200
SPREAD = 500_000
"""Cases are drawn from this many at the beginning of the caseload."""


def find(setting: Setting) -> Findings:
    """Time each kind of answer over cases drawn from the made caseload."""
    found = run("one_case", folder=str(made(setting)), seed=setting.seed)
    kinds = (("all criteria explained", 1.0), ("verdicts alone", 0.1))
    lines = [Line(f"{kind}, p50 of {CALLS:,}", found[kind]["p50"], "ms", at_most=most) for kind, most in kinds]
    rows = [Row("facts known in a case, mean", found["facts_known"], "")]
    rows += [Row(f"{kind}, p99", found[kind]["p99"], "ms") for kind, _ in kinds]
    return Findings(NAME, "One case, in process", rows, lines, found)


def work(folder: str, seed: int) -> dict[str, Any]:
    """Draw the cases, then time each call."""
    from caseclose.closure.assessment import assess, verdicts
    from caseclose.law.in_force import law_in_force
    from caseclose.law.reading import shipped

    law = law_in_force(shipped(), STATE, DAY)
    cases = drawn(folder, seed, WARMING + CALLS)
    return {
        "facts_known": sum(map(len, cases)) / len(cases),
        "all criteria explained": _timed(lambda facts: told(assess(law, facts)), cases),
        "verdicts alone": _timed(lambda facts: verdicts(law, facts), cases),
    }


def told(assessment: Any) -> int:  # noqa: ANN401 - it is imported in the child process only
    """Ask for everything that an assessment can say, which it works out only then."""
    found = [each.finding for each in (*assessment.criteria, *assessment.gates)]
    found += [limb for each in assessment.criteria for limb in each.limbs]
    return sum(len(each.because) + len(each.missing) + len(each.verdict) for each in found)


def drawn(folder: str, seed: int, count: int) -> list[dict[str, Any]]:
    """Return the known facts of cases drawn at random, typed, without case id and without absent facts."""
    import polars as pl

    first = pl.scan_parquet(sorted(Path(folder).glob("*.parquet"))[0]).head(SPREAD).collect()
    places = random.Random(seed).sample(range(first.height), min(count, first.height))  # noqa: S311
    return [
        {name: value for name, value in row.items() if value is not None and name != "case_id"}
        for row in first[places].iter_rows(named=True)
    ]


def _timed(call: Callable[[dict[str, Any]], object], cases: list[dict[str, Any]]) -> dict[str, float]:
    """Return the median and the 99th percentile in milliseconds. The first calls only warm up."""
    for facts in cases[:WARMING]:
        call(facts)
    spent = []
    for facts in cases[WARMING:]:
        begun = time.perf_counter_ns()
        call(facts)
        spent.append((time.perf_counter_ns() - begun) / 1e6)
    spent.sort()
    return {"p50": spent[len(spent) // 2], "p99": spent[len(spent) * 99 // 100], "calls": float(len(spent))}
