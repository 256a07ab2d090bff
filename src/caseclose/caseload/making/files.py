"""Frames written as one Parquet file, one CSV file or a folder of parts: whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from caseclose.caseload.aside import written_aside

PART_ROWS = 500_000
ROW_GROUP_ROWS = 250_000
ABOUT_KEY = "caseclose.made"


def write(frames: Iterable[pl.DataFrame], columns: pl.Schema, out: Path, about: str) -> tuple[Path, ...]:
    """Write all frames to `out` and return the files.

    `about` stands in the metadata of Parquet files and in a folder's README.txt. Until every row is written nothing
    stands at `out`. Raises FileExistsError if something stands there already.
    """
    if out.exists():
        raise FileExistsError(f"There is already something at {out}. A made caseload never replaces anything.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with written_aside(out) as aside:
        match out.suffix.lower():
            case ".parquet":
                _one_parquet(frames, columns, aside, about)
            case ".csv":
                _one_csv(frames, aside)
            case _:
                _folder(frames, aside, about)
    return tuple(sorted(out.iterdir())) if out.is_dir() else (out,)


def _one_parquet(frames: Iterable[pl.DataFrame], columns: pl.Schema, path: Path, about: str) -> None:
    def source(
        _columns: list[str] | None, _predicate: pl.Expr | None, _rows: int | None, _batch: int | None
    ) -> Iterator[pl.DataFrame]:
        yield from frames

    lazy = register_io_source(source, schema=columns)
    lazy.sink_parquet(path, row_group_size=ROW_GROUP_ROWS, metadata={ABOUT_KEY: about})


def _one_csv(frames: Iterable[pl.DataFrame], path: Path) -> None:
    with path.open("wb") as file:
        for number, frame in enumerate(frames):
            frame.write_csv(file, include_header=number == 0)


def _folder(frames: Iterable[pl.DataFrame], folder: Path, about: str) -> None:
    folder.mkdir()
    for number, part in enumerate(_parts(frames), start=1):
        path = folder / f"part-{number:05}.parquet"
        part.write_parquet(path, row_group_size=ROW_GROUP_ROWS, metadata={ABOUT_KEY: about})
    (folder / "README.txt").write_text(about + "\n", "utf-8")


def _parts(frames: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    held: list[pl.DataFrame] = []
    for frame in frames:
        held.append(frame)
        if sum(map(len, held)) >= PART_ROWS:
            yield pl.concat(held)
            held = []
    if held:
        yield pl.concat(held)
