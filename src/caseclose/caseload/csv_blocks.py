"""A CSV file read block by block: plain lines all at once, the few others one by one, with the same answer for both.

A line is plain when it has no quote and nothing else that needs a closer look. Most files have no other lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

from caseclose.caseload.columns import ROW, CaseloadError
from caseclose.caseload.csv_lines import MOST_IN_LINE, BadLine, cells_of
from caseclose.law.values import BLANKS

BLOCK_BYTES = 8_000_000
_LINE = "line"
_NEEDS_A_LOOK = r'["\r\x00]'

Bad = list[tuple[int, str]]
"""Lines that cannot be read, by their number, with the reason."""


@dataclass(frozen=True)
class Block:
    """The rows of some lines as text, with their place in ROW, and the lines that cannot be read."""

    rows: pl.DataFrame
    bad: Bad


def blocks_of(path: Path, header: list[str]) -> Iterator[Block]:
    """Yield the rows after the first line of `path`. Blank lines are passed over."""
    number = 2
    try:
        with path.open("rb") as stream:
            for data in _whole_lines(stream):
                yield _block(data, number, header)
                number += data.count(b"\n")
    except OSError as error:
        raise CaseloadError(f"{path}: {error.strerror or 'the file cannot be read'}") from None


def _whole_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield what comes after the first line in pieces of whole lines, each ending in a line end.

    Of a line that is too long only its beginning is held: enough to show that it is too long.
    """
    while (piece := stream.readline(MOST_IN_LINE)) and not piece.endswith(b"\n"):
        pass
    rest = b""
    while piece := stream.read(BLOCK_BYTES):
        held = rest + piece
        cut = held.rfind(b"\n") + 1
        if cut:
            yield held[:cut]
        rest = held[cut:][:MOST_IN_LINE]
    if rest:
        yield rest + b"\n"


def _block(data: bytes, number: int, header: list[str]) -> Block:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        lines = enumerate(data[:-1].split(b"\n"), start=number)
        return _one_by_one(((place, line + b"\n") for place, line in lines), header)
    numbered = _numbered(text, number)
    closer = numbered[_LINE].str.contains(_NEEDS_A_LOOK) | (numbered[_LINE].str.len_bytes() >= MOST_IN_LINE - 1)
    plain = _all_at_once(numbered.filter(~closer), header)
    if not closer.any():
        return plain
    looked_at = numbered.filter(closer).select(ROW, _LINE).iter_rows()
    others = _one_by_one(((place, f"{line}\n".encode()) for place, line in looked_at), header)
    return Block(pl.concat([plain.rows, others.rows]).sort(ROW), sorted([*plain.bad, *others.bad]))


def _numbered(text: str, number: int) -> pl.DataFrame:
    """Return the lines of `text`, without their ends, with their numbers."""
    lines = pl.Series(_LINE, [text.removesuffix("\n")]).str.split("\n").explode().str.strip_chars_end("\r")
    return lines.to_frame().with_row_index(ROW, offset=number).with_columns(pl.col(ROW).cast(pl.Int64))


def _all_at_once(plain: pl.DataFrame, header: list[str]) -> Block:
    there = plain.filter(pl.col(_LINE).str.strip_chars(BLANKS) != "")
    commas = there[_LINE].str.count_matches(",", literal=True)
    fitting = commas == len(header) - 1
    misshapen = there.with_columns(cells=commas + 1).filter(~fitting)
    cells = there.filter(fitting)[_LINE].str.split_exact(",", len(header) - 1).struct.unnest()
    rows = cells.rename(dict(zip(cells.columns, header, strict=True))).with_columns(there.filter(fitting)[ROW])
    return Block(rows, [(place, _shape(found, header)) for place, found in misshapen.select(ROW, "cells").iter_rows()])


def _one_by_one(lines: Iterable[tuple[int, bytes]], header: list[str]) -> Block:
    rows: list[list[str | int]] = []
    bad: Bad = []
    for number, line in lines:
        try:
            cells = cells_of(number, line)
        except BadLine as error:
            bad.append((number, str(error)))
            continue
        if len(cells) == len(header):
            rows.append([*cells, number])
        elif cells:
            bad.append((number, _shape(len(cells), header)))
    schema = {**dict.fromkeys(header, pl.String()), ROW: pl.Int64()}
    return Block(pl.DataFrame(rows, schema=schema, orient="row"), bad)


def _shape(found: int, header: list[str]) -> str:
    return f"the row has {found} cells, the first line names {len(header)} columns; add or remove commas"
