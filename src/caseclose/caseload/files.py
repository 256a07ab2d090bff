"""The files of a caseload: one Parquet or CSV file, or a folder of them, each made ready to be read in parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from caseclose.caseload.columns import CASE_ID, ROW, CaseloadError, check_columns, check_types
from caseclose.caseload.csv_lines import BadLine, cells_of, header_of, numbered_lines
from caseclose.caseload.refusals import Refusal
from caseclose.law.facts import FactBook
from caseclose.law.values import BLANKS

CSV_ROWS = 50_000


@dataclass(frozen=True)
class CaseFile:
    """One file, ready to be read: `name` as people know it, `table` the Parquet file that holds its rows."""

    name: str
    table: Path
    rows: int
    refusals: tuple[Refusal, ...] = ()

    def part(self, start: int, rows: int) -> pl.DataFrame:
        """Read `rows` rows from `start`, with their place in the file in the column ROW."""
        with whole(self.name):
            frame = pl.scan_parquet(self.table, glob=False).slice(start, rows).collect()
        return frame if ROW in frame.columns else frame.with_row_index(ROW, offset=start + 1)


@contextmanager
def whole(name: str) -> Iterator[None]:
    """Raise CaseloadError where the Parquet file `name` turns out to be damaged while it is read."""
    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        why = str(error).split("\n", 1)[0][:120]
        raise CaseloadError(
            f"{name}: this is not a whole Parquet file ({why})", "Write or copy the file again."
        ) from None


def caseload_files(path: Path) -> list[Path]:
    """Return the caseload files that `path` stands for. Raises CaseloadError where there are none."""
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if _is_caseload(file))
        if not found:
            raise CaseloadError(f"{path}: there is no Parquet or CSV file in this folder")
        return found
    if not path.exists():
        raise CaseloadError(f"{path}: there is no such file or folder")
    if path.suffix.lower() not in {".parquet", ".csv"}:
        raise CaseloadError(f"{path}: a caseload is a .parquet or .csv file, or a folder of them")
    return [path]


def _is_caseload(file: Path) -> bool:
    """Say whether a file in a folder belongs to the caseload: hidden files and folders do not."""
    return file.suffix.lower() in {".parquet", ".csv"} and not file.name.startswith(".") and not file.is_dir()


def open_file(path: Path, book: FactBook, aside: Path) -> CaseFile:
    """Make `path` ready to be read. A CSV file is first copied, as text columns, to a Parquet file in `aside`.

    Raises CaseloadError where the file cannot be used as a whole.
    """
    if path.suffix.lower() == ".csv":
        return _open_csv(path, book, aside)
    with whole(path.name):
        table = pl.scan_parquet(path, glob=False)
        schema = dict(table.collect_schema())
        rows = int(table.select(pl.len()).collect().item())
    check_columns(path.name, list(schema), book)
    check_types(path.name, schema, book)
    return CaseFile(path.name, path, rows)


def _open_csv(path: Path, book: FactBook, aside: Path) -> CaseFile:
    refusals: list[Refusal] = []
    rows = 0
    parts = aside / f"{path.name}.parts"
    parts.mkdir(parents=True)
    lines = numbered_lines(path)
    header = header_of(path.name, lines)
    check_columns(path.name, header, book)
    schema = {**dict.fromkeys(header, pl.String()), ROW: pl.Int64()}
    batch: list[list[str | int]] = []
    for number, cells in _shaped(path.name, lines, len(header), refusals):
        batch.append([*cells, number])
        if len(batch) == CSV_ROWS:
            rows += _write(parts, batch, schema)
            batch = []
    rows += _write(parts, batch, schema)
    return CaseFile(path.name, parts, rows, tuple(refusals))


def _shaped(
    name: str, lines: Iterator[tuple[int, bytes]], width: int, refusals: list[Refusal]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that have `width` cells. Others go to `refusals`; blank ones are passed over."""
    for number, line in lines:
        try:
            cells = cells_of(number, line)
        except BadLine as error:
            refusals.append(Refusal(name, number, "", str(error)))
            continue
        if len(cells) == width:
            yield number, cells
        elif cells:
            reason = f"the row has {len(cells)} cells, the first line names {width} columns; add or remove commas"
            refusals.append(Refusal(name, number, "", reason))


def _write(parts: Path, batch: list[list[str | int]], schema: dict[str, pl.DataType]) -> int:
    frame = pl.DataFrame(batch, schema=schema, orient="row")
    number = sum(1 for _ in parts.iterdir()) + 1
    frame.write_parquet(parts / f"{number:05}.parquet", compression="lz4")
    return frame.height


def ids_of(file: CaseFile) -> pl.LazyFrame:
    """Return the case ids of a file as trimmed text, read lazily."""
    return pl.scan_parquet(file.table, glob=False).select(pl.col(CASE_ID).cast(pl.String).str.strip_chars(BLANKS))
