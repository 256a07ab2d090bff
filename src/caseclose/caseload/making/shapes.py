"""What every recipe of made.toml has in common, and the walk over its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np
from msgspec import Struct

from caseclose.caseload.making.batch import Batch, Shares, Whole, Yes


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every shape: keys are fixed."""


class Row(Shape, frozen=True, kw_only=True):
    """One row of a recipe: when it applies, and where its figures come from."""

    source: str
    when: tuple[str, ...] = ()
    note: str = ""


class Recipe(Shape, frozen=True, kw_only=True, tag_field="how"):
    """How one fact is made. Without `unknown` it only helps to make others."""

    unknown: float | None = None

    def needs(self) -> set[str]:
        """Return what must be made before, besides the facts that the rows ask for."""
        return set()


R = TypeVar("R", bound=Row)


def by_row(rows: Sequence[R], batch: Batch) -> Iterator[tuple[R, Yes]]:
    """Yield each row with the cases that it decides: those where it holds and none before it did."""
    left = ~batch.nowhere()
    for row in rows:
        here = left & batch.holds(row.when)
        yield row, here
        left &= ~here


def pick(chance: Shares, shares: Sequence[float]) -> Whole:
    """Return for each chance the place of the share that it falls in. Shares are taken in proportion."""
    total = np.cumsum(np.asarray(shares, dtype=np.float64))
    return np.searchsorted(total / total[-1], chance, side="right").astype(np.int64)


def blank(batch: Batch) -> tuple[Whole, Yes]:
    """Return values of nought, and absent in every case."""
    return np.zeros(batch.rows, dtype=np.int64), ~batch.nowhere()
