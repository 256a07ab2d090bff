"""The memory of a process and all that it has started, watched while it works."""

from __future__ import annotations

from threading import Event, Thread
from types import TracebackType

import psutil

_EACH = 0.5
"""Seconds between two looks: a look takes some milliseconds of a processor."""


class Watched:
    """Looks twice a second at how much memory this process and its children have together. In bytes, the most seen:

    `peak`: a page that several processes share is counted once (where the system tells: Linux's PSS);
    `apart`: each process as if it were alone (RSS), so what they share is counted again and again.
    """

    def __init__(self) -> None:
        self.peak = self.apart = 0
        self._over = Event()
        self._looking = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watched:
        self._looking.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        me = psutil.Process()
        while not self._over.wait(_EACH):
            shared, alone = zip(*(_held(each) for each in (me, *me.children(recursive=True))), strict=True)
            self.peak, self.apart = max(self.peak, sum(shared)), max(self.apart, sum(alone))


def _held(process: psutil.Process) -> tuple[int, int]:
    try:
        held = process.memory_full_info()
    except psutil.NoSuchProcess:
        return 0, 0
    return getattr(held, "pss", held.rss), held.rss
