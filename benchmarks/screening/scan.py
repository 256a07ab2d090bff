"""The bare scan: every column that the criteria ask for, read and added up. Nothing can screen a caseload faster."""

from __future__ import annotations

from typing import Any

import polars as pl

from benchmarks.screening.by_caseclose import asked, california
from benchmarks.screening.parts import parts
from benchmarks.worker import Stopwatch
from caseclose.screening.sheet import sheet_for


def work(folder: str, cases: int) -> dict[str, Any]:
    """Read the first `cases` cases of `folder`; count what is absent in each column and add up the rest."""
    names = asked(sheet_for(california()))
    watch = Stopwatch()
    absent = 0
    for part in parts(folder, cases):
        schema = part.collect_schema()
        sums = [_sum(name, schema[name]).alias(f"sum {name}") for name in names]
        found = part.select(*(pl.col(name).null_count() for name in names), *sums).collect()
        absent += sum(found.select(names).row(0))
    return {**watch.seconds(), "absent": absent, "columns": len(names)}


def _sum(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if kind == pl.String:
        return column.str.len_bytes().sum()
    return (column.to_physical() if kind == pl.Date else column).sum()
