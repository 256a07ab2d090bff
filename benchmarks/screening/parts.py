"""Reading a caseload part by part, and counting answers: what every contestant of this benchmark shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from caseclose.screening.run import PART_ROWS

NOT_MET, MET, UNKNOWN = range(3)
WORDS = pl.Enum(["not_met", "met", "unknown"])


def parts(folder: str, cases: int) -> Iterator[pl.LazyFrame]:
    """Yield the first `cases` cases of a folder of Parquet files, at most PART_ROWS at a time, not read yet."""
    left = cases
    for path in sorted(Path(folder).glob("*.parquet")):
        rows = int(pl.scan_parquet(path).select(pl.len()).collect().item())
        for start in range(0, min(rows, left), PART_ROWS):
            yield pl.scan_parquet(path).slice(start, min(PART_ROWS, left - start))
        left -= min(rows, left)


@dataclass
class Counts:
    """How often each rule was met and unknown, and for each part of a rule the sum of its codes.

    A code has one bit for each fact that is missing, so the sum holds the count of every fact, weighed by its bit.
    """

    met: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    def add(self, words: pl.DataFrame, missing: pl.DataFrame) -> None:
        """Add one part of the caseload: verdicts in words, and missing evidence as Enum columns of words."""
        verdicts = words.lazy().select(pl.all().to_physical())
        self.met.update(_row(verdicts.select((pl.all() == MET).sum())))
        self.unknown.update(_row(verdicts.select((pl.all() == UNKNOWN).sum())))
        self.missing.update(_row(missing.lazy().select(pl.all().to_physical().sum())))

    def add_answers(self, answers: pl.DataFrame) -> None:
        """Add one part of the caseload: verdicts only, as true, false and null."""
        self.met.update(dict(zip(answers.columns, answers.sum().row(0), strict=True)))
        self.unknown.update(dict(zip(answers.columns, answers.null_count().row(0), strict=True)))

    def as_dict(self) -> dict[str, dict[str, int]]:
        """Return the counts, to be compared with those of another contestant."""
        return {"met": dict(self.met), "unknown": dict(self.unknown), "missing": dict(self.missing)}


def _row(query: pl.LazyFrame) -> dict[str, int]:
    return query.collect().row(0, named=True)
