"""One malformed input: the files to lay out, the command to run, and what must come back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

FAULTS, UNUSABLE, REFUSED, FINE = 1, 2, 3, 0
ON = ("--state", "ca", "--on", "2026-11-22")
ON_US = ("--state", "us", "--on", "2026-11-22")
OUT = "out"


@dataclass(frozen=True)
class Broken:
    """`says` must all be told, on the screen or in the report; `refused` are the rows and columns of the report."""

    name: str
    files: Mapping[str, bytes] = field(repr=False)
    command: tuple[str, ...]
    code: int
    says: tuple[str, ...]
    refused: tuple[tuple[int, str], ...] = ()

    def lay_out(self, folder: Path) -> None:
        """Write the files below `folder`."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def assessed(name: str, file: str, content: str | bytes, *says: str, code: int = UNUSABLE) -> Broken:
    """An input to `assess`."""
    data = content if isinstance(content, bytes) else content.encode()
    return Broken(f"assess {name}", {file: data}, ("assess", file, *ON), code, says)


def screened(
    name: str, files: Mapping[str, bytes], *says: str, code: int = UNUSABLE, refused: Iterable[tuple[int, str]] = ()
) -> Broken:
    """An input to `screen`: one file, or the files of the folder `cases`."""
    path = next(iter(files)) if len(files) == 1 else "cases"
    return Broken(f"screen {name}", files, ("screen", path, *ON_US, "--out", OUT, "--json"), code, says, tuple(refused))


def csv_screened(
    name: str, content: str | bytes, *says: str, code: int = REFUSED, refused: Iterable[tuple[int, str]] = ()
) -> Broken:
    """A CSV input to `screen`."""
    data = content if isinstance(content, bytes) else content.encode()
    return screened(f"csv {name}", {"cases.csv": data}, *says, code=code, refused=refused)


def parquet(frame: pl.DataFrame) -> bytes:
    """Return `frame` as the bytes of a Parquet file."""
    stream = io.BytesIO()
    frame.write_parquet(stream)
    return stream.getvalue()


def cell(text: str) -> str:
    """Return `text` as a cell of a CSV file."""
    stream = io.StringIO()
    csv.writer(stream).writerow([text, ""])
    return stream.getvalue().rstrip("\r\n").removesuffix(",")
