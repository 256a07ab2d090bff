"""Recipes for facts that are amounts of money, in cents, and for what follows from them."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from caseclose.caseload.making.batch import Batch, Column, Shares, Whole
from caseclose.caseload.making.shapes import Recipe, Row, blank, by_row, pick

EVEN_BELOW = 10_000
"""A band that starts under this many cents is filled evenly; one that starts higher, evenly on a scale of ratios."""


class Banded(Row, frozen=True, kw_only=True):
    """Bands of dollars, [from, to, share], and the share of cases that have the amount at all."""

    bands: tuple[tuple[float, float, float], ...]
    share: float = 1.0


class Amounts(Recipe, tag="amounts", frozen=True, kw_only=True):
    """A money fact."""

    rows: tuple[Banded, ...]
    edges: tuple[str, ...] = ()
    edge_rate: float = 0.0

    def make(self, name: str, batch: Batch) -> Column:
        """Draw an amount from the bands, then plant the edges where anything is owed."""
        values, absent = blank(batch)
        band, place, there = (batch.chance(f"{name}: {what}") for what in ("band", "place", "is there"))
        for row, here in by_row(self.rows, batch):
            bands = np.asarray(row.bands, dtype=np.float64)
            chosen = bands[pick(band[here], [band[2] for band in row.bands])]
            values[here] = _amounts(chosen[:, 0] * 100, chosen[:, 1] * 100, place[here])
            absent &= ~(here & (there < row.share))
        edge, planted = _edges(name, batch, self.edges, self.edge_rate)
        return Column(np.where(planted & (values > 0), edge, values), absent)


class Divided(Row, frozen=True, kw_only=True):
    """The shares of cases where none, all, or some of the whole belongs to the part."""

    split: tuple[float, float, float]


class Part(Recipe, tag="part", frozen=True, kw_only=True):
    """A part of another amount. It is absent where the whole is."""

    whole: str
    rows: tuple[Divided, ...]
    edges: tuple[str, ...] = ()
    edge_rate: float = 0.0

    def needs(self) -> set[str]:
        """Return the whole."""
        return {self.whole}

    def make(self, name: str, batch: Batch) -> Column:
        """Draw the part, then plant the edges, for the part or for what it leaves over, where both are owed."""
        whole = batch.made[self.whole]
        kind, place = batch.chance(f"{name}: kind"), batch.chance(f"{name}: place")
        fraction = np.zeros(batch.rows)
        for row, here in by_row(self.rows, batch):
            chosen = pick(kind[here], row.split)
            fraction[here] = np.choose(chosen, [np.zeros(len(chosen)), np.ones(len(chosen)), place[here]])
        values = np.rint(whole.values * fraction).astype(np.int64)
        edge, planted = _edges(name, batch, self.edges, self.edge_rate)
        planted &= (values > 0) & (values < whole.values) & (edge < whole.values)
        side = batch.chance(f"{name}: side") < 1 / 2
        return Column(np.where(planted, np.where(side, edge, whole.values - edge), values), whole.absent)


class Rest(Recipe, tag="rest", frozen=True, kw_only=True):
    """What a part leaves over of the whole."""

    whole: str
    part: str

    def needs(self) -> set[str]:
        """Return the whole and the part."""
        return {self.whole, self.part}

    def make(self, _name: str, batch: Batch) -> Column:
        """Subtract, to the cent."""
        whole, part = batch.made[self.whole], batch.made[self.part]
        return Column(whole.values - part.values, whole.absent | part.absent)


class Over(Recipe, tag="over", frozen=True, kw_only=True):
    """Whether an amount is more than a fixed one. Absent where the amount is."""

    amount_of: str
    amount: str

    def needs(self) -> set[str]:
        """Return the amount."""
        return {self.amount_of}

    def make(self, _name: str, batch: Batch) -> Column:
        """Compare to the cent."""
        found = batch.made[self.amount_of]
        return Column((found.values > cents(self.amount)).astype(np.int64), found.absent)


def cents(dollars: str) -> int:
    """Return "499.99" as 49999."""
    return int(Decimal(dollars) * 100)


def _amounts(low: Shares, high: Shares, place: Shares) -> Whole:
    even = low + place * (high - low)
    steep = low >= EVEN_BELOW
    base = np.where(steep, low, 1.0)
    by_ratio = base * np.power(np.where(steep, high, 1.0) / base, place)
    return np.floor(np.where(steep, by_ratio, even)).astype(np.int64)


def _edges(name: str, batch: Batch, edges: tuple[str, ...], rate: float) -> tuple[Whole, np.ndarray]:
    wanted = np.array([cents(edge) for edge in edges] or [0], dtype=np.int64)
    edge = wanted[pick(batch.chance(f"{name}: edge"), [1.0] * len(wanted))]
    return edge, (batch.chance(f"{name}: planted") < rate) & bool(edges)
