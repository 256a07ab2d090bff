"""DuckDB by hand: one scan over all Parquet files and one row of counts, from benchmarks/by_hand/answers.sql."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import by_hand
from benchmarks.worker import THREADS

COUNTS = {
    "sum of integers": "sum(CAST(COLUMNS('v:.*') AS INTEGER))",
    "sum of CASE": "sum(CASE WHEN COLUMNS('v:.*') THEN 1 ELSE 0 END)",
    "count_if": "count_if(COLUMNS('v:.*'))",
    "FILTER": "count(COLUMNS('v:.*')) FILTER (COLUMNS('v:.*'))",
}
"""Ways to count the cases that meet a rule, the fastest first. Every shape is timed once; the first is the contestant."""


def work(folder: str, shape: str = next(iter(COUNTS))) -> dict[str, Any]:
    """Screen every case of `folder`, counting in the given shape."""
    answers = (Path(by_hand.__file__).parent / "answers.sql").read_text("utf-8")
    begun = time.perf_counter()
    with duckdb.connect(config={"threads": THREADS}) as database:
        files = ", ".join(f"'{path}'" for path in sorted(Path(folder).glob("*.parquet")))
        rows = answers.replace("[:files:]", f"[{files}]")
        names = [column[0] for column in database.execute(f"SELECT * FROM ({rows}) LIMIT 0").description]
        verdicts = [name[2:] for name in names if name.startswith("v:")]
        parts = [name[2:] for name in names if name.startswith("m:")]
        found = database.execute(
            f"SELECT {COUNTS[shape]}, count(*) - count(COLUMNS('v:.*')), sum(COLUMNS('m:.*')) FROM ({rows})"
        ).fetchone()
    seconds = time.perf_counter() - begun
    assert found is not None
    numbers = [int(number) for number in found]
    split = len(verdicts)
    counts = {
        "met": dict(zip(verdicts, numbers[:split], strict=True)),
        "unknown": dict(zip(verdicts, numbers[split : 2 * split], strict=True)),
        "missing": dict(zip(parts, numbers[2 * split :], strict=True)),
    }
    return {"seconds": seconds, "counts": counts}
