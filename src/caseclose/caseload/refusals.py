"""Rows that cannot be screened: where they are, why, and what to do."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

REPORT = "refused.csv"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused row. `row` is the line in a CSV file, the row (from 1) in a Parquet file; 0 is the whole file."""

    file: str
    row: int
    column: str
    reason: str


def write_report(folder: Path, refusals: Iterable[Refusal]) -> None:
    """Write the refused rows as a CSV file that spreadsheet programs open without running anything in it."""
    with (folder / REPORT).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "row", "column", "reason"])
        for refusal in refusals:
            writer.writerow([inert(refusal.file), refusal.row, refusal.column, inert(refusal.reason)])


def inert(text: str) -> str:
    """Return text that a spreadsheet does not read as a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r＝" else text
