"""The same notices made by another program in two processes: fewer of them, and their rate after the first."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from typing import Any

import pikepdf

from benchmarks.letters.people import copies
from caseclose.law.reading import shipped
from caseclose.letters.blocks import Composed
from caseclose.letters.composing import compose

PROCESSES = 2


def work(by: str, notices: int, seed: int) -> dict[str, Any]:
    """Let `benchmarks.letters.<by>` make so many notices in each of two processes, which begin together."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(make, [by] * PROCESSES, [notices] * PROCESSES, range(seed, seed + PROCESSES)))
    made = sum(part["made"] for part in parts)
    return {
        "notices": made,
        "a_second": sum(part["made"] / part["seconds"] for part in parts),
        "processor_ms": 1000 * sum(part["processor_seconds"] for part in parts) / made,
        "pages": parts[0]["pages"],
        "bytes": parts[0]["bytes"],
    }


def make(by: str, count: int, seed: int) -> dict[str, float]:
    """Make `count` notices after a first one, which loads what is loaded once. Return what they took."""
    printed: Callable[[Composed], bytes] = import_module(f"benchmarks.letters.{by}").printed
    notices = _composed(count + 1, seed)
    printed(next(notices))
    begun, processor, size, last = time.perf_counter(), time.process_time(), 0, b""
    for composed in notices:
        last = printed(composed)
        size += len(last)
    seconds, spent = time.perf_counter() - begun, time.process_time() - processor
    with pikepdf.open(io.BytesIO(last)) as read:
        pages = len(read.pages)
    return {"made": count, "seconds": seconds, "processor_seconds": spent, "bytes": size / count, "pages": pages}


def _composed(count: int, seed: int) -> Iterator[Composed]:
    for copy in copies(count, seed):
        yield compose(shipped(), copy.facts, copy.lang)
