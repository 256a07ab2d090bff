"""Recipes for facts that are dates, and for what follows from dates."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np

from caseclose.caseload.making.batch import Batch, Column, Whole, Yes, days
from caseclose.caseload.making.shapes import Recipe, Row, blank, by_row, pick
from caseclose.law.spans import latest_start, read_span

YEAR = 365.2425
LEAP_YEARS_BACK = 30


class Aged(Row, frozen=True, kw_only=True):
    """Bands of age, [from, to, share] in years back, and the share of cases that have the date at all."""

    ages: tuple[tuple[float, float, float], ...]
    share: float = 1.0


class Dates(Recipe, tag="dates", frozen=True, kw_only=True):
    """A date fact. No date lies after the day asked about, unless `ahead`."""

    rows: tuple[Aged, ...]
    edges: tuple[str, ...] = ()
    edge_rate: float = 0.0
    leap_days: bool = False
    ahead: bool = False

    def make(self, name: str, batch: Batch) -> Column:
        """Draw a date from the bands of age, then plant the edges."""
        values, absent = blank(batch)
        band, place, there = (batch.chance(f"{name}: {what}") for what in ("band", "place", "is there"))
        for row, here in by_row(self.rows, batch):
            ages = np.asarray(row.ages, dtype=np.float64)
            chosen = ages[pick(band[here], [age[2] for age in row.ages])]
            age = chosen[:, 0] + place[here] * (chosen[:, 1] - chosen[:, 0])
            values[here] = batch.day - np.floor(age * YEAR).astype(np.int64)
            absent &= ~(here & (there < row.share))
        edges = edge_days(batch.as_of, self.edges) + (leap_days(batch.as_of) if self.leap_days else [])
        latest = np.full(batch.rows, days(date.max) if self.ahead else batch.day)
        return Column(_planted(name, batch, values, edges, self.edge_rate, latest), absent)


class Elder(Row, frozen=True, kw_only=True):
    """The share of cases where the two dates are the same, and how many years the older may lie before."""

    same: float
    years: float


class Older(Recipe, tag="older", frozen=True, kw_only=True):
    """A date on or before another one. It is absent where the other is."""

    than: str
    rows: tuple[Elder, ...]
    edges: tuple[str, ...] = ()
    edge_rate: float = 0.0

    def needs(self) -> set[str]:
        """Return the later date."""
        return {self.than}

    def make(self, name: str, batch: Batch) -> Column:
        """Draw how far the date lies before the other, then plant the edges that the other allows."""
        other = batch.made[self.than]
        before, absent = blank(batch)
        same, place = batch.chance(f"{name}: same"), batch.chance(f"{name}: place")
        for row, here in by_row(self.rows, batch):
            gap = np.floor(place[here] * row.years * YEAR).astype(np.int64)
            before[here] = np.where(same[here] < row.same, 0, gap)
            absent &= ~here
        edges = edge_days(batch.as_of, self.edges)
        values = _planted(name, batch, other.values - before, edges, self.edge_rate, other.values)
        return Column(values, absent | other.absent)


class Reached(Recipe, tag="reached", frozen=True, kw_only=True):
    """Whether a span from a date is over by the day asked about. Absent where the date is."""

    date: str
    span: str

    def needs(self) -> set[str]:
        """Return the date."""
        return {self.date}

    def make(self, _name: str, batch: Batch) -> Column:
        """Compare the date with the latest one whose span is over."""
        since = batch.made[self.date]
        limit = days(latest_start(batch.as_of, read_span(self.span)))
        return Column((since.values <= limit).astype(np.int64), since.absent)


class Known(Recipe, tag="known", frozen=True, kw_only=True):
    """Whether a case has another fact at all."""

    of: str

    def needs(self) -> set[str]:
        """Return the other fact."""
        return {self.of}

    def make(self, _name: str, batch: Batch) -> Column:
        """Answer yes where the other fact is there."""
        return Column((~batch.made[self.of].absent).astype(np.int64), batch.nowhere())


def edge_days(as_of: date, spans: Iterable[str]) -> list[date]:
    """Return the latest day whose span is over by `as_of`, a day either side, and both sides of its month end."""
    found: list[date] = []
    for span in spans:
        turn = latest_start(as_of, read_span(span))
        month_end = turn.replace(day=calendar.monthrange(turn.year, turn.month)[1])
        found += [turn - timedelta(days=1), turn, turn + timedelta(days=1), month_end, month_end + timedelta(days=1)]
    return found


def leap_days(as_of: date) -> list[date]:
    """Return every 29 February of the last thirty years."""
    years = range(as_of.year - LEAP_YEARS_BACK, as_of.year + 1)
    return [day for year in years if calendar.isleap(year) and (day := date(year, 2, 29)) < as_of]


def _planted(name: str, batch: Batch, values: Whole, edges: list[date], rate: float, latest: Whole) -> Whole:
    if not edges:
        return values
    wanted = np.array([days(edge) for edge in edges], dtype=np.int64)
    edge = wanted[pick(batch.chance(f"{name}: edge"), [1.0] * len(edges))]
    here: Yes = (batch.chance(f"{name}: planted") < rate) & (edge <= latest)
    return np.where(here, edge, values)
