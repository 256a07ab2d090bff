"""The crowd at the door: so many a second come, whether or not those before them have their answer."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.public.asking import Ask, answered, ask
from benchmarks.public.crowd import made_ready, requests
from benchmarks.public.latencies import MILLISECONDS, Taken, by_what, summed
from benchmarks.public.serving import processor_seconds

WARM_RATE, WARM_SECONDS = 50.0, 6.0
LOAD_SECONDS, STEP_SECONDS = 30.0, 8.0
STEPS = (250, 300, 350, 400, 500, 600, 700, 800, 1000, 1200)
"""Rates tried after the required one, until one is not held."""
AT_ONCE, ALONE_SECONDS, ROUNDS = 8, 1.5, 3
"""How many ask at once where one page is looked at alone, for how long, and how often in turn."""
ALONE = {
    "a view without a page": ask("alone", "/healthy/"),
    "a page of the guide": ask("alone", "/en/ca/guide/"),
    "a page with a form": ask("alone", "/en/ca/follow/"),
}


def work(
    port: int, pids: list[int], codes: list[tuple[str, str]], rate: float, limit: float, seed: int
) -> dict[str, Any]:
    """Load the site, and return what was waited at the required rate, and the highest rate at which the limit held.

    `pids` are the first processes of the site and its database: what they work for each request is returned too.
    """
    return asyncio.run(_load(port, pids, codes, rate, limit, seed))


async def _load(
    port: int, pids: list[int], codes: list[tuple[str, str]], rate: float, limit: float, seed: int
) -> dict[str, Any]:
    ready = await made_ready(port, codes, seed)
    crowd = requests(ready)
    alone = await _alone(port)
    await _offered(port, crowd, WARM_RATE, WARM_SECONDS, ready.drawn)
    own, theirs = time.process_time(), processor_seconds(pids)
    taken = await _offered(port, crowd, rate, LOAD_SECONDS, ready.drawn)
    own, theirs = time.process_time() - own, processor_seconds(pids) - theirs
    steps = [summed(taken, rate)]
    while steps[-1].holds(limit) and len(steps) <= len(STEPS):
        step = float(STEPS[len(steps) - 1])
        steps.append(summed(await _offered(port, crowd, step, STEP_SECONDS, ready.drawn), step))
    return {
        "load": steps[0].as_page(),
        "by_what": by_what(taken),
        "failed": sorted({each.what for each in taken if each.failed}),
        "steps": [step.as_page() for step in steps],
        "highest": max((step.answered for step in steps if step.holds(limit)), default=0.0),
        "client_cores": own / LOAD_SECONDS,
        "processor_ms": theirs / len(taken) * MILLISECONDS,
        "alone": alone,
    }


async def _offered(port: int, crowd: Iterator[Ask], rate: float, seconds: float, drawn: random.Random) -> list[Taken]:
    """Ask so many times a second, by chance, for so long; return when all is answered."""
    clock = asyncio.get_running_loop().time
    begun = due = clock()
    waiting = []
    while (due := due + drawn.expovariate(rate)) < begun + seconds:
        asked = next(crowd)
        await asyncio.sleep(max(0.0, due - clock()))
        waiting.append(asyncio.create_task(_taken(port, asked, due)))
    return list(await asyncio.gather(*waiting))


async def _taken(port: int, asked: Ask, due: float) -> Taken:
    try:
        answer = await answered(port, asked)
        failed = answer.status != asked.expects
    except OSError:  # no answer in time is one too
        failed = True
    return Taken(asked.what, due, asyncio.get_running_loop().time(), failed)


async def _alone(port: int) -> dict[str, float]:
    """Return how often a second each of a few pages can be had by itself: the best of rounds that take turns."""
    found: dict[str, float] = dict.fromkeys(ALONE, 0.0)
    for name in list(ALONE) * ROUNDS:
        found[name] = max(found[name], await _as_fast_as_it_goes(port, ALONE[name]))
    return found


async def _as_fast_as_it_goes(port: int, asked: Ask) -> float:
    """Ask for the same again and again, several at once, and return the answers a second."""
    clock = asyncio.get_running_loop().time
    begun = clock()

    async def one() -> int:
        done = 0
        while clock() < begun + ALONE_SECONDS:
            answer = await answered(port, asked)
            done += answer.status == asked.expects
        return done

    done = sum(await asyncio.gather(*(one() for _ in range(AT_ONCE))))
    return done / (clock() - begun)
