"""The files of a caseload: one Parquet or CSV file, or a folder of them, each made ready to be read in parts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from caseclose.caseload.columns import CASE_ID, ROW, CaseloadError, check_columns, check_types
from caseclose.caseload.refusals import Refusal
from caseclose.law.facts import FactBook

CSV_ROWS = 50_000
MOST_IN_CELL = 10_000
_NOT_UTF8 = "Save the file as UTF-8 text."


@dataclass(frozen=True)
class CaseFile:
    """One file, ready to be read: `name` as people know it, `table` the Parquet file that holds its rows."""

    name: str
    table: Path
    rows: int
    refusals: tuple[Refusal, ...] = ()

    def part(self, start: int, rows: int) -> pl.DataFrame:
        """Read `rows` rows from `start`, with their place in the file in the column ROW."""
        frame = pl.scan_parquet(self.table).slice(start, rows).collect()
        return frame if ROW in frame.columns else frame.with_row_index(ROW, offset=start + 1)


def caseload_files(path: Path) -> list[Path]:
    """Return the caseload files that `path` stands for. Raises CaseloadError where there are none."""
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in {".parquet", ".csv"})
        if not found:
            raise CaseloadError(f"{path}: there is no Parquet or CSV file in this folder")
        return found
    if not path.exists():
        raise CaseloadError(f"{path}: there is no such file or folder")
    if path.suffix.lower() not in {".parquet", ".csv"}:
        raise CaseloadError(f"{path}: a caseload is a .parquet or .csv file, or a folder of them")
    return [path]


def open_file(path: Path, book: FactBook, aside: Path) -> CaseFile:
    """Make `path` ready to be read. A CSV file is first copied, as text columns, to a Parquet file in `aside`.

    Raises CaseloadError where the file cannot be used as a whole.
    """
    if path.suffix.lower() == ".csv":
        return _open_csv(path, book, aside)
    try:
        schema = dict(pl.read_parquet_schema(path))
        rows = int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise CaseloadError(
            f"{path}: this is not a whole Parquet file ({_first_line(error)})", "Write or copy the file again."
        ) from None
    check_columns(path.name, list(schema), book)
    check_types(path.name, schema, book)
    return CaseFile(path.name, path, rows)


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:120]


def _open_csv(path: Path, book: FactBook, aside: Path) -> CaseFile:
    refusals: list[Refusal] = []
    rows = 0
    parts = aside / f"{path.name}.parts"
    parts.mkdir(parents=True)
    header, lines = _csv_rows(path, refusals)
    check_columns(path.name, header, book)
    schema = {**dict.fromkeys(header, pl.String()), ROW: pl.Int64()}
    batch: list[list[str | int]] = []
    for number, cells in lines:
        batch.append([*cells, number])
        if len(batch) == CSV_ROWS:
            rows += _write(parts, batch, schema)
            batch = []
    rows += _write(parts, batch, schema)
    return CaseFile(path.name, parts, rows, tuple(refusals))


def _write(parts: Path, batch: list[list[str | int]], schema: dict[str, pl.DataType]) -> int:
    frame = pl.DataFrame(batch, schema=schema, orient="row")
    number = sum(1 for _ in parts.iterdir()) + 1
    frame.write_parquet(parts / f"{number:05}.parquet", compression="lz4")
    return frame.height


def _csv_rows(path: Path, refusals: list[Refusal]) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Return the header, and an iterator over the rows that have its shape. Others go to `refusals`."""
    stream = path.open("rb")
    start = stream.read(4)
    stream.seek(0)
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in start:
        stream.close()
        raise CaseloadError(f"{path.name}: this is UTF-16 text or no text at all", _NOT_UTF8)
    reader = _Lines(stream, path.name, refusals)
    rows = csv.reader(reader, strict=True)
    try:
        header = [name.strip() for name in next(rows)]
    except StopIteration:
        raise CaseloadError(f"{path.name}: the file is empty", "Its first line must name the columns.") from None
    except csv.Error as error:
        raise CaseloadError(f"{path.name}: line 1: {error}", "Its first line must name the columns.") from None
    if reader.bad:
        raise CaseloadError(f"{path.name}: line 1 is not UTF-8 text", _NOT_UTF8)
    return header, _shaped(rows, reader, len(header), refusals)


class _Lines:
    """The lines of a CSV file, decoded one by one, so that a wrong encoding spoils its own line only."""

    def __init__(self, stream: io.BufferedReader, name: str, refusals: list[Refusal]) -> None:
        self.stream = stream
        self.name = name
        self.refusals = refusals
        self.number = 0
        self.bad = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.stream.readline(MOST_IN_CELL * 200)
        if not line:
            self.stream.close()
            raise StopIteration
        self.number += 1
        self.bad = False
        try:
            text = line.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError:
            self.bad = True
            text = line.decode("utf-8", errors="replace")
        if "\0" in text:
            self.bad = True
            text = text.replace("\0", "�")
        return text


def _shaped(
    rows: Iterator[list[str]], reader: _Lines, width: int, refusals: list[Refusal]
) -> Iterator[tuple[int, list[str]]]:
    def refuse(line: int, reason: str) -> None:
        refusals.append(Refusal(reader.name, line, "", reason))

    while True:
        first = reader.number + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            refuse(first, f"the row cannot be read: {error}; look for a quote that is not closed, and close it")
            continue
        if not cells:
            continue
        reason = _misshapen(cells, width, lines=reader.number - first + 1, bad=reader.bad)
        if reason:
            refuse(first, reason)
        else:
            yield first, cells


def _misshapen(cells: list[str], width: int, *, lines: int, bad: bool) -> str:
    if bad:
        return "the line is not UTF-8 text; save the file as UTF-8"
    if lines > 1:
        return f"the row runs over {lines} lines; look for a quote that is not closed, and close it"
    if len(cells) != width:
        return f"the row has {len(cells)} cells, the first line names {width} columns; add or remove commas"
    if any(len(cell) > MOST_IN_CELL for cell in cells):
        return f"a cell has more than {MOST_IN_CELL} characters; look for a quote that is not closed"
    return ""


def ids_of(file: CaseFile) -> pl.LazyFrame:
    """Return the case ids of a file as trimmed text, read lazily."""
    return pl.scan_parquet(file.table).select(pl.col(CASE_ID).cast(pl.String).str.strip_chars())
