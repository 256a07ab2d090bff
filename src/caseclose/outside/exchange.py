"""A folder shared with a party that takes files. A file is there whole or not at all, whatever is killed meanwhile."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

OUT, IN, DONE = "out", "in", "done"


class Folder:
    """The exchange as three folders: ours going out, theirs coming in, and what is settled."""

    def __init__(self, home: Path) -> None:
        self.home = home
        for name in (OUT, IN, DONE):
            (home / name).mkdir(mode=0o700, parents=True, exist_ok=True)

    def sent(self) -> Sequence[str]:
        """Return the names of our files that are not yet settled, oldest first."""
        return _names(self.home / OUT)

    def settled(self) -> Sequence[str]:
        """Return the names of what is settled, ours and theirs."""
        return _names(self.home / DONE)

    def put(self, name: str, text: str) -> None:
        """Put our file in place: written aside, on the disk, then renamed. Raises FileExistsError."""
        with self._alone():
            if (self.home / DONE / name).exists() or (self.home / OUT / name).exists():
                raise FileExistsError(name)
            write_whole(self.home / OUT / name, text)

    def read(self, name: str) -> str:
        """Return the text of one of our files. Raises FileNotFoundError."""
        for place in (OUT, DONE):
            path = self.home / place / name
            if path.exists():
                return path.read_text(encoding="utf-8")
        raise FileNotFoundError(name)

    def arrived(self, *, on: date) -> Sequence[str]:  # noqa: ARG002 - a folder shows what is there now
        """Return the names of their files that are here."""
        return _names(self.home / IN)

    def read_arrived(self, name: str) -> str:
        """Return the text of one of theirs, with what cannot be decoded replaced."""
        return (self.home / IN / name).read_text(encoding="utf-8", errors="replace")

    def settle(self, name: str) -> None:
        """Put one of our files, or of theirs, among the settled. One that is there already is not missed."""
        for place in (OUT, IN):
            path = self.home / place / name
            if path.exists():
                path.replace(self.home / DONE / name)
                _flush(self.home / DONE)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder's lock. It is let go of by a process that ends, however it ends."""
        with (self.home / ".lock").open("w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def write_whole(path: Path, text: str) -> None:
    """Write a file aside, flush it to the disk and rename it into place. A killed writer leaves no part of it."""
    aside = path.with_name(f".{path.name}.aside")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.rename(path)
    _flush(path.parent)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
