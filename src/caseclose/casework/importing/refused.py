"""Refused rows as a table: where each is, why, and its value with every letter and digit masked."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from caseclose.caseload.aside import written_aside
from caseclose.caseload.columns import ROW
from caseclose.caseload.refusals import REPORT, Refusal, inert

FILE, LINE, COLUMN, REASON, VALUE = "file", "row", "column", "reason", "value"
SCHEMA = {FILE: pl.String(), LINE: pl.Int64(), COLUMN: pl.String(), REASON: pl.String(), VALUE: pl.String()}

MOST_SHOWN = 40


def none_refused() -> pl.DataFrame:
    """Return a table of no refusals."""
    return pl.DataFrame(schema=SCHEMA)


def refused(file: str, rows: pl.DataFrame, column: str, reason: str, value: str) -> pl.DataFrame:
    """Return refusals of `rows`, which hold their places in ROW and, where `value` names one, a column of values."""
    return rows.select(
        pl.lit(file).alias(FILE),
        pl.col(ROW).cast(pl.Int64).alias(LINE),
        pl.lit(column).alias(COLUMN),
        pl.lit(reason).alias(REASON),
        (masked(value) if value else pl.lit("")).alias(VALUE),
    )


def unreadable(refusals: tuple[Refusal, ...]) -> pl.DataFrame:
    """Return refusals of lines that could not be read at all."""
    rows = [(one.file, one.row, one.column, one.reason, "") for one in refusals]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def masked(name: str) -> pl.Expr:
    """The shape of a value without the value: letters become x, digits 9, the rest stays."""
    text = pl.col(name).cast(pl.String).fill_null("").str.slice(0, MOST_SHOWN)
    for pattern, mark in ((r"[\p{L}\p{M}--\p{Lu}]", "x"), (r"\p{Lu}", "X"), (r"\p{N}", "9"), (r"\p{C}", "?")):
        text = text.str.replace_all(pattern, mark)
    return text


def write_report(path: Path, refusals: pl.DataFrame) -> None:
    """Write the refusals as a CSV file that spreadsheet programs open without running anything in it."""
    with written_aside(path) as aside, aside.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(SCHEMA)
        writer.writerows(_lines(refusals))


def _lines(refusals: pl.DataFrame) -> Iterator[tuple[str, int, str, str, str]]:
    for file, row, column, reason, value in refusals.iter_rows():
        yield inert(file), row, column, inert(reason), inert(value)


__all__ = ["REPORT", "masked", "none_refused", "refused", "unreadable", "write_report"]
