"""Whether one of two things takes longer than the other: the interval of the median difference, by resampling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

import numpy as np

Key = TypeVar("Key")

RESAMPLED = 2000
TRIES = 3
"""So often in a row must an interval leave 0 out, to the same side. By chance one does once in twenty times, and three
in a row once in more than thirty thousand: and there are many comparisons."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Within what the median of the differences lies, in seconds, with 95 % confidence."""

    low: float
    high: float

    @property
    def side(self) -> int:
        """On which side of 0 all of it lies: 1 above, -1 below, 0 where it holds 0."""
        return int(self.low > 0) - int(self.high < 0)

    @property
    def reach(self) -> float:
        """Half of how wide it is: a difference that is smaller could not have been seen."""
        return (self.high - self.low) / 2


def interval(differences: Sequence[float], drawn: Random) -> Interval:
    """Return the bootstrap interval of 95 % of the median of the differences."""
    rows = np.random.default_rng(drawn.getrandbits(64)).choice(np.array(differences), (RESAMPLED, len(differences)))
    low, high = np.percentile(np.median(rows, axis=1), [2.5, 97.5])
    return Interval(float(low), float(high))


def told(measure: Callable[[], dict[Key, Interval]]) -> tuple[set[Key], dict[Key, Interval]]:
    """Return what the time tells, and the first intervals. What leaves 0 out is measured anew, TRIES times in all."""
    first = measure()
    sides = {key: each.side for key, each in first.items() if each.side}
    for _ in range(TRIES - 1):
        if not sides:
            break
        anew = measure()
        sides = {key: side for key, side in sides.items() if anew[key].side == side}
    return set(sides), first
