"""The lines of a CSV file, each read by itself, so that what is wrong with one line spoils no other."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from caseclose.caseload.columns import CaseloadError
from caseclose.law.values import BLANKS

MOST_IN_LINE = 100_000
"""How many bytes a line may have. One that goes on is refused, and never held in memory as a whole."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OTHER_MARKS = (";", "\t", "|")
_CELL = r'(?:[^",]*|"(?:[^"]|"")*")'
_QUOTED = re.compile(f"{_CELL}(?:,{_CELL})*")
"""A line whose quotes stand around whole cells. Half of a cell that runs over several lines is not one."""


class BadLine(ValueError):
    """A line cannot be read. The message says why and what to do."""


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield each line of `path` with its number, from 1. Of a line that is too long only the beginning comes."""
    try:
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(MOST_IN_LINE):
                number += 1
                rest = line
                while len(rest) == MOST_IN_LINE and not rest.endswith(b"\n"):
                    rest = stream.readline(MOST_IN_LINE)
                yield number, line
    except OSError as error:
        raise CaseloadError(f"{path}: {error.strerror or 'the file cannot be read'}") from None


def header_of(name: str, lines: Iterator[tuple[int, bytes]]) -> list[str]:
    """Return the names in the first line. Raises CaseloadError where the file `name` is no CSV file as a whole."""
    number, line = next(lines, (0, b""))
    if not number:
        raise CaseloadError(f"{name}: the file is empty", "Its first line must name the columns.")
    if line[:2] in _UTF16 or b"\0" in line[:4]:
        raise CaseloadError(f"{name}: line 1: this is UTF-16 text or no text at all", "Save the file as UTF-8 text.")
    try:
        header = [cell.strip(BLANKS) for cell in cells_of(number, line)]
    except BadLine as error:
        raise CaseloadError(f"{name}: line 1: {error}", "The first line must name the columns.") from None
    mark = next((mark for mark in _OTHER_MARKS if len(header) == 1 and mark in header[0]), "")
    if mark:
        raise CaseloadError(f"{name}: line 1: {mark!r} stands between the columns", "Save the file with commas.")
    return header


def cells_of(number: int, line: bytes) -> list[str]:
    """Return the cells of one line; none where it is blank. Raises BadLine."""
    if len(line) >= MOST_IN_LINE:
        raise BadLine(f"the line has {MOST_IN_LINE} bytes or more; look for text that does not belong in it")
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadLine(f"the line is not UTF-8 text (byte {error.start + 1} of it); save the file as UTF-8") from None
    if "\0" in text:
        raise BadLine("the line has a NUL character in it; save the file as UTF-8 text")
    if "\r" in text:
        raise BadLine(
            "the line has a carriage return in the middle; save the file with the line ends of Windows or Unix"
        )
    if '"' not in text:
        return text.split(",") if text.strip(BLANKS) else []
    if not _QUOTED.fullmatch(text):
        raise BadLine("the quotes of the line do not match; look for a quote that is not closed, and close it")
    return next(csv.reader((text,), strict=True))
