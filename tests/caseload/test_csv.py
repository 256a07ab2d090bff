"""Reading CSV files: whatever the bytes, each line is read, passed over or refused by its number; none is lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseclose.caseload import csv_blocks
from caseclose.caseload.columns import ROW, CaseloadError
from caseclose.caseload.csv_lines import MOST_IN_LINE, BadLine, cells_of, header_of, numbered_lines

HEADER = ["case_id", "bypass_owner"]
MANY = settings(max_examples=80, deadline=None, database=None)
PIECES = [
    b"a", b"B-1", b",", b",", b"\n", b"\n", b"\r\n", b"\r", b'"', b'""', b'","', b" ", b"\t", b"\0", b"\xff", b"\xc3",
    b"\xc3\xa9", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\x0b", b"\x0c", b"\x1c", b"\xc2\x85", b"\xc2\xa0",
    b"=1+1", b"x" * 300,
]  # fmt: skip
PLAIN = st.sampled_from(
    [b"B-1,a\n", b'B-2,"a, ""b"""\r\n', b"B-3,\n", b" B-4 ,\xc3\xa9\n", b"\n", b"B-5,a,b\n", b"B-6\n"]
)
BODIES = st.lists(st.sampled_from(PIECES) | PLAIN, max_size=40).map(b"".join) | st.binary(max_size=200)

Rows = list[tuple[int, list[str]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv")


def one_by_one(path: Path) -> tuple[Rows, list[int]]:
    """Read line by line: the rows with their numbers, and the numbers of the lines that cannot be read."""
    rows: Rows = []
    bad: list[int] = []
    lines = numbered_lines(path)
    width = len(header_of(path.name, lines))
    for number, line in lines:
        try:
            cells = cells_of(number, line)
        except BadLine:
            bad.append(number)
            continue
        if len(cells) == width:
            rows.append((number, cells))
        elif cells:
            bad.append(number)
    return rows, bad


def in_blocks(path: Path, size: int) -> tuple[Rows, list[int]]:
    """Read in blocks of `size` bytes, as a screening does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_blocks, "BLOCK_BYTES", size)
        blocks = list(csv_blocks.blocks_of(path, HEADER))
    rows = [(row[ROW], [row[name] for name in HEADER]) for block in blocks for row in block.rows.iter_rows(named=True)]
    return rows, [number for block in blocks for number, _ in block.bad]


@MANY
@given(body=BODIES, size=st.sampled_from([1, 7, 64, 8_000_000]))
@example(body=b"B-1," + b"x" * (MOST_IN_LINE - 5) + b"\nB-2,y\n", size=8_000_000)
@example(body=b"B-1," + b"x" * (MOST_IN_LINE - 6) + b"\nB-2,y\n", size=8_000_000)
@example(body=b"B-1," + b"x" * (3 * MOST_IN_LINE) + b"\nB-2,y\n", size=1000)
@example(body=b"B-1," + b"x" * (3 * MOST_IN_LINE), size=1000)
@example(body=b"B-1," + b"\xc3\xa9" * MOST_IN_LINE + b"\nB-2,y\n", size=8_000_000)
@example(body=b"\n\n\nB-1,a\n\n", size=1)
def test_a_file_is_read_alike_line_by_line_and_in_blocks(body: bytes, size: int, folder: Path) -> None:
    path = folder / "cases.csv"
    path.write_bytes(b"case_id,bypass_owner\n" + body)
    assert in_blocks(path, size) == one_by_one(path)


@MANY
@given(body=BODIES)
def test_every_line_is_read_or_refused_or_blank(body: bytes, folder: Path) -> None:
    path = folder / "cases.csv"
    path.write_bytes(b"case_id,bypass_owner\n" + body)
    rows, bad = one_by_one(path)
    told = {number for number, _ in rows} | set(bad)
    lines = body.split(b"\n")
    blank = {
        number for number, line in enumerate(lines, start=2) if not line.strip(b" \t\r\n").replace(b"\xc2\xa0", b"")
    }
    assert len(told) == len(rows) + len(bad)
    assert set(range(2, len(lines) + 2)) - told <= blank


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"), max_size=12)


@MANY
@given(table=st.lists(st.tuples(CELL, CELL), max_size=20), quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_a_spreadsheet_writes_is_read_back_as_it_was(
    table: list[tuple[str, str]], quoting: Literal[0, 1], folder: Path
) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=quoting).writerows([HEADER, *table])
    path = folder / "cases.csv"
    path.write_bytes(stream.getvalue().encode())
    rows, bad = one_by_one(path)
    blank = [not "".join(row).strip(" \t\u00a0") for row in table]
    assert bad == []
    expected = [list(row) for row, nothing in zip(table, blank, strict=True) if not nothing]
    assert [cells for _, cells in rows if "".join(cells).strip(" \t\u00a0")] == expected


@MANY
@given(st.binary(max_size=60) | BODIES)
def test_a_header_is_read_or_refused_in_words(content: bytes) -> None:
    lines = enumerate(content.splitlines(keepends=True), start=1)
    reason, header = "", [""]
    try:
        header = header_of("cases.csv", iter(list(lines)))
    except CaseloadError as error:
        reason = str(error)
    assert reason == "" or reason.startswith("cases.csv: ")
    assert all(name == name.strip(" \t\u00a0") for name in header)


def test_a_row_keeps_the_number_of_its_line_after_lines_that_are_too_long(folder: Path) -> None:
    path = folder / "cases.csv"
    long = "x" * (2 * MOST_IN_LINE)
    path.write_text(f"case_id,bypass_owner\nB-1,{long}\nB-2,a\n\nB-3,{long}\nB-4,b\n", encoding="utf-8")
    assert in_blocks(path, 8_000_000) == ([(3, ["B-2", "a"]), (6, ["B-4", "b"])], [2, 5])


def test_the_pieces_reach_good_lines_and_bad_ones(folder: Path) -> None:
    """The comparison above would prove little over lines that are all refused."""
    path = folder / "cases.csv"
    seen = {"rows": 0, "bad": 0}

    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(BODIES)
    def read(body: bytes) -> None:
        path.write_bytes(b"case_id,bypass_owner\n" + body)
        rows, bad = one_by_one(path)
        seen["rows"] += len(rows)
        seen["bad"] += len(bad)

    read()
    assert seen["rows"] > 10
    assert seen["bad"] > 10
