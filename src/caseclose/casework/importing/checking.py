"""Checking an extract as a whole, before anything is written: good rows go aside typed, bad ones with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from caseclose.caseload.columns import ROW
from caseclose.caseload.files import CaseFile
from caseclose.casework.importing.descriptor import Table
from caseclose.casework.importing.folder import Extract
from caseclose.casework.importing.keys import (
    Keys,
    Known,
    Mark,
    cases_of,
    column_of,
    dangling,
    destroyed,
    doubled,
    key_of,
)
from caseclose.casework.importing.refused import FILE, LINE, none_refused, refused, unreadable
from caseclose.casework.importing.values import RAW, Check, checks, typed
from caseclose.casework.importing.vocabularies import misfits

CHUNK_ROWS = 100_000
"""How many rows of a file are checked, and later written, at a time."""

READ_ROWS = 5 * CHUNK_ROWS

Progress = Callable[[str, int, int], None]
"""Called with what is being done, the rows done and the rows in all."""


@dataclass(frozen=True)
class CheckedTable:
    """One table after the check: its chunks of good rows, each a Parquet file, and how many rows were refused."""

    extract: Extract
    chunks: tuple[Path, ...]
    rows: int
    refused: int
    cases: pl.Series
    """The numbers of the cases that refused rows belong to, as far as they can be read."""

    @property
    def table(self) -> Table:
        """The table."""
        return self.extract.table


@dataclass(frozen=True)
class CheckedFolder:
    """All tables after the check, and every refusal."""

    tables: dict[str, CheckedTable]
    refusals: pl.DataFrame

    @property
    def refused_rows(self) -> int:
        """How many rows were refused; some for more than one reason."""
        return self.refusals.select(FILE, LINE).n_unique()


@dataclass
class _Sums:
    keys: dict[str, Keys] = field(default_factory=dict)
    tables: dict[str, CheckedTable] = field(default_factory=dict)
    refusals: list[pl.DataFrame] = field(default_factory=list)
    done: int = 0


def check_extracts(
    extracts: list[Extract],
    on: date,
    aside: Path,
    known: Known | None = None,
    progress: Progress | None = None,
    gone: frozenset[str] = frozenset(),
) -> CheckedFolder:
    """Check every row of every table. Tables come after the tables that they refer to.

    `gone` are the numbers of cases whose records were destroyed.
    """
    total, sums = sum(extract.file.rows for extract in extracts), _Sums()
    needed = {key.reference.resource for one in extracts for key in one.table.schema.foreign_keys}
    for extract in extracts:
        table, file = extract.table, extract.file
        marks = [*doubled(extract), *dangling(extract, sums.keys, known), *destroyed(extract, gone)]
        found, chunks, good = [unreadable(file.refusals)], [], []
        for number, part in enumerate(_parts(file)):
            rows, bad = _check_part(extract, part, marks, on)
            found += bad
            chunks.append(_put(rows, aside / table.name / f"{number:05}.parquet"))
            if table.name in needed:
                good.append(rows.select(key_of(table.schema.primary_key, extract.plain)).to_series())
            sums.done += part.height
            if progress is not None:
                progress("checking", sums.done, total)
        if table.name in needed:
            there = column_of(file, key_of(table.schema.primary_key, extract.plain)).drop_nulls().sort()
            sums.keys[table.name] = Keys(there, pl.concat([there.clear(), *good]).sort())
        refusals = pl.concat([none_refused(), *found])
        sums.refusals.append(refusals)
        places = refusals[LINE].unique()
        cases = cases_of(extract, places)
        sums.tables[table.name] = CheckedTable(extract, tuple(chunks), file.rows, places.len(), cases)
    return CheckedFolder(sums.tables, pl.concat([none_refused(), *sums.refusals]))


def _parts(file: CaseFile) -> Iterator[pl.DataFrame]:
    """Yield the rows of a file, CHUNK_ROWS at a time. More are read at once, as Parquet files hold them in groups."""
    for start in range(0, file.rows, READ_ROWS):
        yield from file.part(start, READ_ROWS).iter_slices(CHUNK_ROWS)


def _put(rows: pl.DataFrame, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows.write_parquet(path, compression="lz4")
    return path


def _check_part(
    extract: Extract, part: pl.DataFrame, marks: list[Mark], on: date
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the good rows of a part, typed, and the refusals of the others."""
    table = extract.table
    schema = pl.Schema({name: dtype for name, dtype in part.schema.items() if name != ROW})
    values = part.lazy().select(typed(table, schema, extract.plain)).collect()
    both = part.select(pl.col(ROW), pl.exclude(ROW).name.prefix(RAW)).hstack(values)
    fine = pl.repeat(value=False, n=part.height, eager=True)
    found: list[pl.DataFrame] = []
    failed: dict[str, pl.Series] = {}
    for column, reason, flags, beside in _flags(table, schema, both, marks, on):
        fresh = flags & ~failed.get(column, fine) & ~failed.get(beside, fine)
        if fresh.any():
            found.append(_refusals(extract, both.filter(fresh), column, reason))
            failed[column] = failed.get(column, fine) | fresh
    bad = pl.DataFrame(failed).select(pl.any_horizontal(pl.all())).to_series() if failed else fine
    return values.filter(~bad), found


Failed = Iterator[tuple[str, str, pl.Series, str]]
"""What fails: the column, the reason, a flag for each row, and the column that it was compared with."""


def _flags(table: Table, schema: pl.Schema, both: pl.DataFrame, marks: list[Mark], on: date) -> Failed:
    if both.is_empty():
        return
    yield from _checked(list(checks(table, schema, on)), both)
    yield from _misfitting(table, both, on)
    yield from _marked(marks, both[ROW].cast(pl.Int64))


def _checked(asked: list[Check], both: pl.DataFrame) -> Failed:
    answers = both.lazy().select(c.fails.fill_null(value=False).alias(str(n)) for n, c in enumerate(asked)).collect()
    for number, failed in enumerate(answers.select(pl.all().any()).row(0)):
        if failed:
            yield asked[number].column, asked[number].reason, answers[str(number)], asked[number].beside


def _misfitting(table: Table, both: pl.DataFrame, on: date) -> Failed:
    for column in table.schema.fields:
        if column.value_of:
            for reason, places in misfits(both[column.value_of], both[column.name], on).items():
                if places:
                    yield column.name, reason, _at(places, both.height), column.value_of


def _marked(marks: list[Mark], places: pl.Series) -> Failed:
    for mark in marks:
        here = mark.rows.filter(mark.rows.is_between(places.min(), places.max()))
        if here.len():
            yield mark.column, mark.reason, places.is_in(here.cast(pl.Int64).implode()), ""


def _at(places: list[int], height: int) -> pl.Series:
    flags = pl.repeat(value=False, n=height, eager=True)
    return flags.scatter(places, values=True)


def _refusals(extract: Extract, rows: pl.DataFrame, column: str, reason: str) -> pl.DataFrame:
    value = RAW + column if RAW + column in rows.columns else ""
    return refused(extract.file.name, rows, column, reason, value)
