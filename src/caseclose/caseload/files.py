"""The files of a caseload: one Parquet or CSV file, or a folder of them, each made ready to be read in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from caseclose.caseload.aside import write_part
from caseclose.caseload.columns import CASE_ID, ROW, CaseloadError, check_columns, check_types
from caseclose.caseload.csv_blocks import blocks_of
from caseclose.caseload.csv_lines import header_of, numbered_lines
from caseclose.caseload.refusals import Refusal
from caseclose.law.facts import FactBook
from caseclose.law.values import BLANKS

CheckNames = Callable[[str, list[str]], None]
CheckTypes = Callable[[str, dict[str, pl.DataType]], None]
"""Given the file's name and its columns, raise CaseloadError where they are not what they must be."""


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
    """Make the facts in `path` ready to be read. Raises CaseloadError where the file cannot be used as a whole."""
    return open_table(
        path,
        aside,
        names=lambda file, names: check_columns(file, names, book),
        types=lambda file, schema: check_types(file, schema, book),
    )


def open_table(path: Path, aside: Path, *, names: CheckNames, types: CheckTypes) -> CaseFile:
    """Make `path` ready to be read. A CSV file is first copied, as text columns, to Parquet files in `aside`.

    `names` and `types` raise where the columns are not what they must be; a CSV file has names only. Raises
    CaseloadError where the file cannot be used as a whole.
    """
    if path.suffix.lower() == ".csv":
        return _open_csv(path, aside, names)
    with whole(path.name):
        table = pl.scan_parquet(path, glob=False)
        schema = dict(table.collect_schema())
        rows = int(table.select(pl.len()).collect().item())
    names(path.name, list(schema))
    types(path.name, schema)
    return CaseFile(path.name, path, rows)


def _open_csv(path: Path, aside: Path, names: CheckNames) -> CaseFile:
    header = header_of(path.name, numbered_lines(path))
    names(path.name, header)
    parts = aside / f"{path.name}.parts"
    parts.mkdir(parents=True)
    refusals: list[Refusal] = []
    rows = number = 0
    for number, block in enumerate(blocks_of(path, header), start=1):
        refusals += [Refusal(path.name, line, "", reason) for line, reason in block.bad]
        rows += _write(parts, number, block.rows)
    if not rows:
        _write(parts, number + 1, pl.DataFrame(schema={**dict.fromkeys(header, pl.String()), ROW: pl.Int64()}))
    return CaseFile(path.name, parts, rows, tuple(refusals))


def _write(parts: Path, number: int, rows: pl.DataFrame) -> int:
    write_part(rows, parts / f"{number:05}.parquet", "lz4")
    return rows.height


def ids_of(file: CaseFile) -> pl.LazyFrame:
    """Return the case ids of a file as trimmed text, read lazily."""
    return pl.scan_parquet(file.table, glob=False).select(pl.col(CASE_ID).cast(pl.String).str.strip_chars(BLANKS))
