"""Results written aside and put in place whole: a killed run leaves nothing half made where people look."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_aside(out: Path) -> Iterator[Path]:
    """Yield a path beside `out` to write to. When the block ends well, what is there takes the place of `out`.

    When it does not, nothing is left. What killed runs left aside is cleared away first.
    """
    out = out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    for stale in out.parent.glob(f".{out.name}.making-*"):
        if not _alive(stale.name.rpartition("-")[2]):
            remove(stale)
    aside = out.with_name(f".{out.name}.making-{os.getpid()}")
    remove(aside)
    try:
        yield aside
        remove(out)
        aside.rename(out)
    finally:
        remove(aside)


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
