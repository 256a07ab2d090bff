"""Results written aside and put in place whole: a killed run leaves nothing half made where people look."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import polars as pl

_WORK = "caseclose-work-"


@contextmanager
def written_aside(out: Path) -> Iterator[Path]:
    """Yield a path beside `out` to write to. When the block ends well, what is there takes the place of `out`.

    When it does not, nothing is left. What killed runs left aside is cleared away first.
    """
    out = out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    begun = f".{out.name}.making-"
    for stale in [entry for entry in out.parent.iterdir() if entry.name.startswith(begun)]:
        if not _alive(stale.name.rpartition("-")[2]):
            remove(stale)
    aside, before = (out.with_name(f"{begun}{which}{os.getpid()}") for which in ("", "before-"))
    remove(aside)
    try:
        yield aside
        _put(aside, out, before)
    finally:
        remove(aside)


@contextmanager
def work_folder() -> Iterator[Path]:
    """Yield an empty folder that only this user can enter. It is removed at the end, as is what killed runs left."""
    place = Path(tempfile.gettempdir())
    for stale in place.glob(f"{_WORK}*"):
        if stale.lstat().st_uid == os.geteuid() and not _alive(stale.name.split("-")[2]):
            shutil.rmtree(stale, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{_WORK}{os.getpid()}-") as folder:
        yield Path(folder)


def _put(aside: Path, out: Path, before: Path) -> None:
    """Put `aside` in the place of `out`. What was there goes in one step, and only then bit by bit."""
    if out.exists() or out.is_symlink():
        out.rename(before)
    try:
        aside.rename(out)
    except OSError:
        if before.exists():
            before.rename(out)
        raise
    remove(before)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_part(frame: pl.DataFrame, path: Path, compression: Literal["lz4", "zstd"]) -> None:
    """Write a part of something as a Parquet file, packed quickly. Raises OSError where the disk does not take it."""
    try:
        frame.write_parquet(path, compression=compression, compression_level=1 if compression == "zstd" else None)
    except pl.exceptions.ComputeError as error:
        raise OSError(errno.EIO, f"the file cannot be written ({error})", str(path)) from None
