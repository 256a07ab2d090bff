"""What the tests of made caseloads share: a day, a size, and ways to look at cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from caseclose.caseload.making.facts import columns, fact_kinds

AS_OF = date(2025, 6, 30)
CASES = 300_000
ENDINGS = ["made.parquet", "made.csv", "made"]


def a_case(**known: object) -> pl.DataFrame:
    """A case of which only the given facts are known."""
    return pl.DataFrame([known], schema={name: kind for name, kind in columns(fact_kinds()).items() if name in known})


def whole(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with a column for every fact."""
    missing = [pl.lit(None, kind).alias(name) for name, kind in columns(fact_kinds()).items() if name not in frame]
    return frame.with_columns(missing)


def share_of(answers: pl.Series) -> float:
    """The share of yes among the answers that are known."""
    return int(answers.sum()) / (len(answers) - answers.null_count())


def read(out: Path) -> pl.DataFrame:
    if out.suffix == ".csv":
        return pl.read_csv(out, schema=columns(fact_kinds()))
    return pl.read_parquet(out if out.is_file() else sorted(out.glob("*.parquet")))


# ---- the same every time -----------------------------------------------------------------------------------------
