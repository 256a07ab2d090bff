"""Reading ahead: the next part is made ready while the one in hand is worked on, so that two cores have work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterable[T]) -> Iterator[T]:
    """Yield `items` in their order, with one more being made ready in the background.

    What making one raises is raised here, in its turn. At most two are in memory: the one in hand and the next.
    """
    source = iter(items)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as pool:
        coming = pool.submit(_next, source)
        while (ready := coming.result()) is not None:
            coming = pool.submit(_next, source)
            yield ready[0]


def _next(source: Iterator[T]) -> tuple[T] | None:
    for item in source:
        return (item,)
    return None
