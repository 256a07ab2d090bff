"""Recipes for facts that answer yes or no, choose a word, or count."""

from __future__ import annotations

import numpy as np

from caseclose.caseload.making.batch import Batch, Column
from caseclose.caseload.making.shapes import Recipe, Row, blank, by_row, pick


class Chance(Row, frozen=True, kw_only=True):
    """The share of cases that answer yes, or that the question does not arise."""

    share: float | None = None
    absent: bool = False

    def __post_init__(self) -> None:
        if (self.share is None) is not self.absent:
            raise ValueError("a row of odds needs a share, or absent = true")


class Odds(Recipe, tag="odds", frozen=True, kw_only=True):
    """A yes_no fact."""

    rows: tuple[Chance, ...]

    def make(self, name: str, batch: Batch) -> Column:
        """Draw yes in the share that each row asks for."""
        share = np.full(batch.rows, np.nan)
        for row, here in by_row(self.rows, batch):
            if row.share is not None:
                share[here] = row.share
        return Column((batch.chance(name) < share).astype(np.int64), np.isnan(share))


class Shared(Row, frozen=True, kw_only=True):
    """The share of each word."""

    shares: dict[str, float]


class Choice(Recipe, tag="choice", frozen=True, kw_only=True):
    """A choice fact."""

    rows: tuple[Shared, ...]

    def make(self, name: str, batch: Batch) -> Column:
        """Draw one of the words in the shares that each row asks for."""
        words = tuple(dict.fromkeys(word for row in self.rows for word in row.shares))
        values, absent = blank(batch)
        chance = batch.chance(name)
        for row, here in by_row(self.rows, batch):
            places = np.array([words.index(word) for word in row.shares], dtype=np.int64)
            values[here] = places[pick(chance[here], list(row.shares.values()))]
            absent &= ~here
        return Column(values, absent, words)


class Counted(Row, frozen=True, kw_only=True):
    """The share of 0, of 1, of 2 and so on."""

    counts: tuple[float, ...]


class Count(Recipe, tag="count", frozen=True, kw_only=True):
    """A count fact."""

    rows: tuple[Counted, ...]

    def make(self, name: str, batch: Batch) -> Column:
        """Draw a whole number in the shares that each row asks for."""
        values, absent = blank(batch)
        chance = batch.chance(name)
        for row, here in by_row(self.rows, batch):
            values[here] = pick(chance[here], row.counts)
            absent &= ~here
        return Column(values, absent)


class Worded(Row, frozen=True, kw_only=True):
    """Words that are used equally often, in the share of cases that have any."""

    words: tuple[str, ...]
    share: float = 1.0


class Words(Recipe, tag="words", frozen=True, kw_only=True):
    """A text fact."""

    rows: tuple[Worded, ...]

    def make(self, name: str, batch: Batch) -> Column:
        """Draw one of the words, in the share of cases that have any."""
        words = tuple(dict.fromkeys(word for row in self.rows for word in row.words))
        values, absent = blank(batch)
        chance, there = batch.chance(name), batch.chance(f"{name}: is there")
        for row, here in by_row(self.rows, batch):
            places = np.array([words.index(word) for word in row.words], dtype=np.int64)
            values[here] = places[pick(chance[here], [1.0] * len(places))]
            absent &= ~(here & (there < row.share))
        return Column(values, absent, words)
