"""Notices printed as the mail room prints them: on a press of two processes, so many at a time."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from benchmarks.letters.memory import Watched
from benchmarks.letters.people import copies
from caseclose.casework.services.mail.press import Copy, Press, Printed

PROCESSES, AT_ONCE, EVERY = 2, 200, 250
"""How many processes; how many letters are given to them at once, as in a batch of mail; which letters are checked."""
_CLAIMS = b"<pdfuaid:part>1</pdfuaid:part>"


def work(notices: int, seed: int) -> dict[str, Any]:
    """Print the notices; the time counts from before the processes are begun. Then read some of them back."""
    kept: list[tuple[Copy, Printed]] = []
    pages = size = made = 0
    begun = time.perf_counter()
    with Watched() as memory:
        with Press(PROCESSES) as press:
            for some in _in_parts(copies(notices, seed)):
                for copy, sheet in zip(some, press.print_all(some), strict=True):
                    assert isinstance(sheet, Printed), sheet
                    assert _CLAIMS in sheet.pdf
                    made, pages, size = made + 1, pages + sheet.pages, size + len(sheet.pdf)
                    if made % EVERY == 1:
                        kept.append((copy, sheet))
        wall = time.perf_counter() - begun
    spent = sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    from benchmarks.letters.sample import faults_of  # only now, as the checker's memory is not the press's

    return {
        "notices": made,
        "a_second": made / wall,
        "seconds": wall,
        "processor_ms": 1000 * spent / made,
        "memory": memory.peak,
        "memory_apart": memory.apart,
        "pages": pages / made,
        "bytes": size / made,
        "checked": len(kept),
        "faults": [fault for copy, sheet in kept for fault in faults_of(copy, sheet)],
    }


def _in_parts(notices: Iterator[Copy]) -> Iterator[list[Copy]]:
    while some := list(islice(notices, AT_ONCE)):
        yield some
