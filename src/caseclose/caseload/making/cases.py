"""Cases drawn batch by batch, and batches as data frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from caseclose.caseload.columns import TYPES
from caseclose.caseload.making.batch import Batch, Column, Yes
from caseclose.caseload.making.book import AnyRecipe, Book
from caseclose.caseload.making.facts import columns

BATCH_ROWS = 100_000
"""Cases are always drawn this many at a time, so that the same seed makes the same cases however they are written."""

ID_DIGITS = 8


@dataclass(frozen=True)
class Cases:
    """The caseload that a seed stands for. A smaller one is the beginning of a larger one."""

    book: Book
    kinds: Mapping[str, str]
    count: int
    seed: int
    state: str
    as_of: date

    @property
    def columns(self) -> pl.Schema:
        """The columns of every frame."""
        return columns(dict(self.kinds))

    def frames(self) -> Iterator[pl.DataFrame]:
        """Yield the cases in order, at most BATCH_ROWS at a time."""
        recipes = self.book.recipes(self.state)
        for number in range(-(-self.count // BATCH_ROWS)):
            rows = min(BATCH_ROWS, self.count - number * BATCH_ROWS)
            yield self.frame(drawn(recipes, self.seed, number, self.as_of), recipes).head(rows)

    def frame(self, batch: Batch, recipes: Mapping[str, AnyRecipe]) -> pl.DataFrame:
        """Return the facts of a whole batch, as far as they are known."""
        first = batch.number * BATCH_ROWS + 1
        ids = pl.int_range(first, first + batch.rows, eager=True).cast(pl.String).str.zfill(ID_DIGITS)
        known = [self._series(name, kind, batch, recipes.get(name)) for name, kind in self.kinds.items()]
        return pl.DataFrame([(f"{self.state}-" + ids).alias("case_id"), *known])

    def _series(self, name: str, kind: str, batch: Batch, recipe: AnyRecipe | None) -> pl.Series:
        if recipe is None:
            return pl.Series(name, [None], dtype=TYPES[kind]).new_from_index(0, batch.rows)
        column = batch.made[name]
        missing = column.absent | (batch.chance(f"{name}: unknown") < (recipe.unknown or 0.0))
        return typed(kind, column, missing).alias(name)


def drawn(recipes: Mapping[str, AnyRecipe], seed: int, number: int, as_of: date) -> Batch:
    """Return one whole batch in which every recipe is made and nothing is unknown yet."""
    batch = Batch(seed, number, BATCH_ROWS, as_of)
    for name, recipe in recipes.items():
        batch.made[name] = recipe.make(name, batch)
    return batch


def typed(kind: str, column: Column, missing: Yes) -> pl.Series:
    """Return a made column as the values of a fact of this kind."""
    values = pl.Series(column.values)
    present = pl.Series(~missing)
    match kind:
        case "yes_no":
            found = values == 1
        case "money":
            found = (values.cast(pl.Decimal(38, 2)) / 100).cast(TYPES[kind])
        case "choice" | "text":
            found = pl.Series(column.words, dtype=pl.String).gather(values)
        case "date":
            found = pl.Series(column.values.astype(np.int32)).cast(pl.Date)
        case _:
            found = values.cast(TYPES[kind])
    return found.zip_with(present, pl.Series([None], dtype=found.dtype).new_from_index(0, len(found)))
