"""A crew that acts at the same moment: threads that live long, each with a connection of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from types import TracebackType
from typing import Self

from caseclose.casework.services.acting import Done
from caseclose.closure.refused import Refused
from tests.ground import close_connections
from tests.proofs.history import Act


@dataclass(frozen=True)
class Wish:
    """What one of the crew is to do, in whose name, so many seconds after the others may begin."""

    what: str
    by: str
    do: Callable[[], Done | tuple[str, ...]]
    delay: float = 0.0


class Crew:
    """So many threads. Left, they end and close their connections."""

    def __init__(self, size: int) -> None:
        self._pools = [ThreadPoolExecutor(1) for _ in range(size)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        for pool in self._pools:
            pool.submit(close_connections).result()
            pool.shutdown()

    def at_once(self, wishes: Sequence[Wish]) -> list[Act]:
        """Let each wish be done by one of the crew, all at the same moment, and return what came of each."""
        barrier = Barrier(len(wishes))
        begun = [pool.submit(_done, wish, barrier) for pool, wish in zip(self._pools, wishes, strict=False)]
        return [each.result() for each in begun]


def _done(wish: Wish, barrier: Barrier) -> Act:
    barrier.wait()
    time.sleep(wish.delay)
    begun = time.monotonic()
    events: tuple[str, ...] = ()
    refused, repeated = "", False
    try:
        answer = wish.do()
        events = answer.events if isinstance(answer, Done) else answer
        repeated = isinstance(answer, Done) and answer.repeated
    except Refused as refusal:
        refused = refusal.rule
    except Exception as fault:  # noqa: BLE001 - whatever else happens is a fault that the proof must tell
        refused = f"!{type(fault).__name__}: {fault}"
    return Act(wish.what, wish.by, begun, time.monotonic(), events, refused, repeated)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Let these acts be done once at the same moment, and return what each came to, or the rule that refused it."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return act()
        except Refused as refused:
            return refused.rule
        finally:
            close_connections()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
