"""Running an errand over all cases that are due, batch by batch, on as many processes as there are to do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from multiprocessing import get_context
from typing import Protocol

from django.db import InterfaceError, OperationalError

from caseclose.casework.schema import set_up
from caseclose.casework.services.batches import Errand, do_batch
from caseclose.casework.services.daily.held import hold_broken
from caseclose.casework.services.locking import is_deadlock
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

SYSTEM = Actor("system", Role.SYSTEM)
AT_ONCE = 400
"""How many cases share a transaction."""

FEW = 2_000
"""So few cases are done here: another process takes as long to begin."""


class Progress(Protocol):
    """Told after each batch how many of how many cases are done."""

    def __call__(self, done: int, of: int) -> None:
        """Show it."""


@dataclass(slots=True)
class Tally:
    """What batches did, by kind, and the cases that are left for later."""

    done: Counter[str] = field(default_factory=Counter)
    later: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add what other batches did."""
        self.done.update(other.done)
        self.later += other.later


@dataclass(frozen=True, slots=True)
class Rounds:
    """A duty that does an errand to every case that is due.

    `kinds` says how the last event of a case is counted. What others had locked, or what had to wait for a case that
    shares a remedy, is done at the end, one by one.
    """

    errand: Errand
    kinds: tuple[tuple[str, str], ...]

    def __call__(
        self, *, on: date, at: datetime, zone: str = "", processes: int = 1, progress: Progress | None = None
    ) -> Counter[str]:
        """Do the errand to every case that is due, or to those of offices in one zone, and count what was done."""
        found = self.errand.due(on).order_by("id")
        due = list((found.filter(case__office__zone=zone) if zone else found).values_list("case_id", flat=True))
        batches = [due[start : start + AT_ONCE] for start in range(0, len(due), AT_ONCE)]
        tally, seen = Tally(), 0
        do = partial(self.batch, on=on, at=at)
        for size, part in _each(do, batches, processes if len(due) > FEW else 1):
            tally.add(part)
            seen += size
            if progress is not None:
                progress(seen, len(due))
        for number in tally.later:
            tally.add(self.batch([number], on=on, at=at, skip_locked=False))
        return +tally.done

    def batch(self, numbers: Sequence[str], *, on: date, at: datetime, skip_locked: bool = True) -> Tally:
        """Do the errand to these cases in one transaction.

        Where something unheard of breaks it, each case is done by itself, so that only the one that breaks it is left
        for a person. Two who wait for each other are parted by the database; the one that it ends begins again.
        """
        try:
            batch = do_batch(self.errand, numbers, by=SYSTEM, on=on, at=at, skip_locked=skip_locked)
        except (OperationalError, InterfaceError) as error:
            if not is_deadlock(error):
                raise
            return self.batch(numbers, on=on, at=at, skip_locked=skip_locked)
        except Refused:
            raise  # no case may be closed now, so none of them is to blame
        except Exception as error:  # noqa: BLE001 - whatever one case brings must not stop those beside it
            return self._one_by_one(numbers, error, on=on, at=at)
        kinds = dict(self.kinds)
        done = Counter(kinds[each.events[-1]] for each in batch.acted.done)
        return Tally(done + Counter(held=batch.asked), batch.acted.later)

    def _one_by_one(self, numbers: Sequence[str], error: Exception, *, on: date, at: datetime) -> Tally:
        if len(numbers) == 1:
            return Tally(Counter(held=int(hold_broken(numbers[0], error, on))))
        tally = Tally()
        for number in numbers:
            tally.add(self.batch([number], on=on, at=at))
        return tally


class _Batch(Protocol):
    def __call__(self, numbers: Sequence[str]) -> Tally: ...


def _each(do: _Batch, batches: Sequence[Sequence[str]], processes: int) -> Iterator[tuple[int, Tally]]:
    """Do every batch, and yield its size with what it came to.

    A process that is killed takes its batch with it, undone whole; what is left is then done here.
    """
    left = dict(enumerate(batches))
    if processes > 1:
        try:
            for number, tally in _shared(do, left, processes):
                yield len(left.pop(number)), tally
        except BrokenProcessPool:
            pass
    for batch in left.values():
        yield len(batch), do(batch)


def _shared(do: _Batch, batches: dict[int, Sequence[str]], processes: int) -> Iterator[tuple[int, Tally]]:
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=set_up)
    try:
        futures: dict[Future[Tally], int] = {pool.submit(do, batch): number for number, batch in batches.items()}
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        pool.shutdown(cancel_futures=True)
