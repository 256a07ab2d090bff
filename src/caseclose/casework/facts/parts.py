"""The facts of many cases, part after part: while one is worked on, others are read, each on its own connection."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from itertools import chain, islice

import polars as pl
from django.db import connection

from caseclose.casework.facts.asking import Chosen
from caseclose.casework.facts.frames import frame_of

READERS = 2
SETTINGS = {"work_mem": "64MB", "random_page_cost": "0.1", "seq_page_cost": "0.1"}
"""What a step of a query may use where many cases are read, and that a page costs little: the cases of a part, and what
belongs to them, lie close together. Otherwise whole tables would be gone through for each part."""


def frames_of(day: date, parts: Iterable[Chosen]) -> Iterator[pl.DataFrame]:
    """Yield the facts of each part as a caseload, in order. Raises BadRecords in the turn of a part that has some.

    Inside a transaction they are read one after another on its connection: another one would not see what it wrote. So
    is a part that is the only one.
    """
    left: Iterator[Chosen] = iter(parts)
    first = list(islice(left, READERS))
    if connection.in_atomic_block or len(first) == 1:
        yield from (frame_of(day, chosen) for chosen in chain(first, left))
        return
    left = chain(first, left)
    with ThreadPoolExecutor(READERS, thread_name_prefix="facts") as readers:
        coming: deque[Future[pl.DataFrame]] = deque()
        try:
            while True:
                coming += [readers.submit(_apart, day, chosen) for chosen in islice(left, READERS - len(coming))]
                if not coming:
                    return
                yield coming.popleft().result()
        finally:
            readers.shutdown(cancel_futures=True)


def _apart(day: date, chosen: Chosen) -> pl.DataFrame:
    """Read one part on this thread's own connection, and leave none behind."""
    try:
        with connection.cursor() as cursor:
            for name, value in SETTINGS.items():
                cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        return frame_of(day, chosen)
    finally:
        connection.close()
