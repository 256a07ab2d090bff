"""DuckDB by hand: one scan over all Parquet files and one row of counts, from benchmarks/by_hand/answers.sql."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from benchmarks import by_hand
from benchmarks.screening.duckdb_shapes import BEST, SHAPES
from benchmarks.worker import THREADS, Stopwatch


def work(folder: str, shape: str = BEST) -> dict[str, Any]:
    """Screen every case of `folder`, counting in the given shape."""
    answers = (Path(by_hand.__file__).parent / "answers.sql").read_text("utf-8")
    watch = Stopwatch()
    with duckdb.connect(config={"threads": THREADS}) as database:
        files = ", ".join(f"'{path}'" for path in sorted(Path(folder).glob("*.parquet")))
        rows = answers.replace("[:files:]", f"[{files}]")
        names = [column[0] for column in database.execute(f"SELECT * FROM ({rows}) LIMIT 0").description]
        met = ", ".join(SHAPES[shape].format(name) for name in names if name.startswith("v:"))
        verdicts = [name[2:] for name in names if name.startswith("v:")]
        parts = [name[2:] for name in names if name.startswith("m:")]
        found = database.execute(
            f"SELECT {met}, count(*) - count(COLUMNS('v:.*')), sum(COLUMNS('m:.*')) FROM ({rows})"
        ).fetchone()
    seconds = watch.seconds()
    assert found is not None
    numbers = [int(number) for number in found]
    split = len(verdicts)
    counts = {
        "met": dict(zip(verdicts, numbers[:split], strict=True)),
        "unknown": dict(zip(verdicts, numbers[split : 2 * split], strict=True)),
        "missing": dict(zip(parts, numbers[2 * split :], strict=True)),
    }
    return {**seconds, "counts": counts}
