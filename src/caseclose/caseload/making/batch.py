"""One batch of cases in the making: its columns so far, and the chance that the next ones are drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Yes: TypeAlias = NDArray[np.bool_]
Shares: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one fact in every case of the batch.

    A yes_no fact holds 0 and 1, money holds cents, a date holds days since 1970, a choice or a text holds the place of
    its word in `words`. Where `absent` is true the fact does not arise in the case, and the value means nothing.
    """

    values: Whole
    absent: Yes
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Batch:
    """Cases in the making. The same (seed, number) always draws the same chances, whatever is made besides."""

    seed: int
    number: int
    rows: int
    as_of: date
    made: dict[str, Column] = field(default_factory=dict)

    @property
    def day(self) -> int:
        """The day asked about, in days since 1970."""
        return days(self.as_of)

    def chance(self, name: str) -> Shares:
        """Return one number from 0 to under 1 for each case, drawn for the purpose called `name`."""
        start = np.random.SeedSequence([self.seed, self.number, crc32(name.encode())])
        return np.random.Generator(np.random.PCG64(start)).random(self.rows)

    def nowhere(self) -> Yes:
        """Return no for every case."""
        return np.zeros(self.rows, dtype=np.bool_)

    def holds(self, conditions: Iterable[str]) -> Yes:
        """Return in which cases all the conditions hold."""
        found = ~self.nowhere()
        for condition in conditions:
            found &= self._holds(condition)
        return found

    def _holds(self, condition: str) -> Yes:
        name, wanted, negated = condition_parts(condition)
        column = self.made[name]
        held: Yes = (column.values == (column.words.index(wanted) if wanted else 1)) & ~column.absent
        return ~held if negated else held


def condition_parts(condition: str) -> tuple[str, str, bool]:
    """Split "fact", "not fact" or "fact is word" into the fact, the word (or "") and whether it is negated."""
    match condition.split():
        case [name]:
            return name, "", False
        case ["not", name]:
            return name, "", True
        case [name, "is", word]:
            return name, word, False
    raise ValueError(f"{condition!r} is not a condition; write 'fact', 'not fact' or 'fact is word'")


def days(day: date) -> int:
    """Return the day as days since 1970."""
    return (day - date(1970, 1, 1)).days
