"""Cases drawn for their records: what is known about each, what is so whether known or not, and more chances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from caseclose.caseload.making.batch import Batch
from caseclose.caseload.making.cases import BATCH_ROWS, Cases, drawn, typed
from caseclose.caseload.making.dates import YEAR
from caseclose.caseload.making.shapes import pick
from caseclose.caseload.making.tables.book import RecordBook, kind_of

NUMBER, PLACE = "number", "n"
"""The case number, and the case's place in the caseload from 1 as eight digits, which keys are made of."""

Tables = dict[str, pl.DataFrame]
"""Rows by the name of their table."""


@dataclass(frozen=True)
class Drawn:
    """A whole batch of cases. A fact's own name holds what is known of it; `_` and its name, what is so."""

    batch: Batch
    frame: pl.DataFrame
    book: RecordBook
    state: str

    @property
    def as_of(self) -> date:
        """The day from which everything is counted back."""
        return self.batch.as_of

    def chance(self, purpose: str) -> pl.Series:
        """Return one number from 0 to under 1 for each case, drawn for one purpose of the records."""
        return pl.Series(self.batch.chance(f"records: {purpose}"))

    def lucky(self, purpose: str, share: float) -> pl.Series:
        """Return yes for a share of the cases."""
        return self.chance(purpose) < share

    def between(self, first: pl.Expr, last: pl.Expr, purpose: str) -> pl.Expr:
        """A day from `first` to `last`. Where these are the wrong way round, it is `first`."""
        start, end = first.cast(pl.Int32), last.cast(pl.Int32)
        return (start + ((end - start).clip(lower_bound=0) * self.chance(purpose)).floor().cast(pl.Int32)).cast(pl.Date)

    def one_of(self, words: Iterable[str], shares: Iterable[float], purpose: str) -> pl.Series:
        """Return one of the words for each case, in these shares."""
        places = pick(self.batch.chance(f"records: {purpose}"), list(shares))
        return pl.Series(list(words), dtype=pl.String).gather(places)


def draw(cases: Cases, book: RecordBook, number: int) -> Drawn:
    """Draw one batch: the same cases as the facts of the same seed, state and day."""
    recipes = book.recipes(cases.book, cases.state)
    batch = drawn(recipes, cases.seed, number, cases.as_of)
    first = number * BATCH_ROWS + 1
    places = pl.int_range(first, first + BATCH_ROWS, eager=True).cast(pl.String).str.zfill(8).alias(PLACE)
    so = [
        typed(kind_of(recipe), batch.made[name], batch.made[name].absent).alias(f"_{name}")
        for name, recipe in recipes.items()
    ]
    known = cases.frame(batch, recipes).rename({"case_id": NUMBER})
    return Drawn(batch, known.hstack([places, *so]), book, cases.state)


def years(count: float) -> pl.Expr:
    """A span of years."""
    return pl.duration(days=int(count * YEAR))
