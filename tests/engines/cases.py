"""Cases drawn at random, the same for the same seed: every fact, known or missing, and values where conditions turn.

Most cases are aimed at one question: what it asks is made true, or false by one part alone, with values at the very
turn of each comparison; then one fact may be taken away. The others know any facts at all.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from caseclose.caseload.columns import TYPES
from caseclose.law.facts import Fact, FactBook
from caseclose.law.limits import CENT
from caseclose.law.tree import All, AnyOf, Atom, Compare, Node, Not, Reached, atoms, facts_read
from caseclose.law.values import EARLIEST, LATEST, MOST_COUNT, MOST_MONEY
from caseclose.law.verdict import Facts, Value, weigher

Places = NDArray[np.int64]
DAY = timedelta(days=1)
MISSING = -1
SHARES_MISSING = (0.0, 0.05, 0.3, 0.9)
WORDS = ("Lee, Ann", "O'Brien", 'the "night" desk', "Muñoz", "NULL")


@dataclass(frozen=True)
class Cases:
    """Drawn cases. `picks` holds, for each fact and case, the place of its value in `pools`, or MISSING."""

    book: FactBook
    pools: Mapping[str, tuple[Value, ...]]
    picks: Mapping[str, Places]

    def frame(self) -> pl.DataFrame:
        """Return the cases as a table, one column for each fact."""
        return pl.DataFrame([self._column(name) for name in self.pools])

    def _column(self, name: str) -> pl.Series:
        values = pl.Series(name, self.pools[name], dtype=TYPES[self.book[name].kind])
        places = pl.Series(self.picks[name])
        return values.gather(places.replace(MISSING, None))

    def rows(self, every: int = 1) -> Iterator[Facts]:
        """Yield the known facts of each case, or of one case in `every`."""
        columns = [(name, pool, self.picks[name][::every].tolist()) for name, pool in self.pools.items()]
        for number in range(len(columns[0][2])):
            yield {name: pool[places[number]] for name, pool, places in columns if places[number] != MISSING}


def drawn(book: FactBook, trees: tuple[Node, ...], *, rows: int, seed: int) -> Cases:
    """Draw `rows` cases: four in five are aimed at one of `trees` each, in turn."""
    return _Drawing(book, trees, rows, seed).cases()


class _Drawing:
    def __init__(self, book: FactBook, trees: tuple[Node, ...], rows: int, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.book = book
        self.trees = trees
        self.rows = rows
        self.pools = {fact.id: _pool(fact, trees) for fact in book.values()}
        self.picks = {name: self.random.integers(len(pool), size=rows) for name, pool in self.pools.items()}

    def cases(self) -> Cases:
        share = self.random.choice(SHARES_MISSING, size=self.rows)
        for places in self.picks.values():
            places[self.random.random(self.rows) < share] = MISSING
        aimed = np.arange(self.rows * 4 // 5)
        for number, tree in enumerate(self.trees):
            mine = aimed[number :: len(self.trees)]
            self._aim(tree, mine[::2], met=True)
            self._aim(tree, mine[1::2], met=False)
            self._forget_one(tree, mine[self.random.random(mine.size) < 1 / 3])
        return Cases(self.book, self.pools, self.picks)

    def _aim(self, node: Node, rows: Places, *, met: bool) -> None:
        """Make `node` come out as wanted in `rows`: by all of its parts where it needs all, otherwise by one alone."""
        if isinstance(node, Not):
            self._aim(node.part, rows, met=not met)
        elif isinstance(node, All | AnyOf):
            needs_all = met is isinstance(node, All)
            for part in node.parts:
                self._aim(part, rows, met=met if needs_all else not met)
            if not needs_all:
                alone = self.random.integers(len(node.parts), size=rows.size)
                for number, part in enumerate(node.parts):
                    self._aim(part, rows[alone == number], met=met)
        else:
            self._aim_atom(node, rows, met=met)

    def _aim_atom(self, atom: Atom, rows: Places, *, met: bool) -> None:
        weigh = weigher(atom)
        pool = self.pools[atom.fact]
        fitting = [place for place, value in enumerate(pool) if weigh({atom.fact: value}) is met]
        at_turn = [place for place in fitting if pool[place] in _around(atom)] or fitting
        if fitting:
            any_fitting = self.random.choice(fitting, size=rows.size)
            close = self.random.choice(at_turn, size=rows.size)
            self.picks[atom.fact][rows] = np.where(self.random.random(rows.size) < 0.5, close, any_fitting)

    def _forget_one(self, tree: Node, rows: Places) -> None:
        names = facts_read(tree)
        forgotten = self.random.integers(len(names), size=rows.size)
        for number, name in enumerate(names):
            self.picks[name][rows[forgotten == number]] = MISSING


def _around(atom: Atom) -> tuple[Value, ...]:
    """Return the values where a comparison turns: its constant, and one cent, one or one day to either side of it."""
    if isinstance(atom, Reached) and atom.latest is not None:
        return (atom.latest - DAY, atom.latest, atom.latest + DAY)
    if isinstance(atom, Compare) and isinstance(atom.amount, Decimal):
        return tuple(amount for amount in (atom.amount - CENT, atom.amount, atom.amount + CENT) if amount >= 0)
    if isinstance(atom, Compare) and isinstance(atom.amount, int):
        return tuple(count for count in (atom.amount - 1, atom.amount, atom.amount + 1) if count >= 0)
    return ()


def _pool(fact: Fact, trees: Iterable[Node]) -> tuple[Value, ...]:
    """Return every value that `fact` is given."""
    turns = [value for tree in trees for atom in atoms(tree) if atom.fact == fact.id for value in _around(atom)]
    plain: dict[str, tuple[Value, ...]] = {
        "yes_no": (False, True),
        "money": (Decimal("0.00"), CENT, Decimal("1234.50"), MOST_MONEY),
        "count": (0, 1, 2, 3, MOST_COUNT),
        "date": tuple(_calendar()),
        "choice": tuple(fact.text.choices),
        "text": WORDS,
    }
    return tuple(dict.fromkeys([*plain[fact.kind], *turns]))


def _calendar() -> Iterator[date]:
    """Yield both ends of the calendar, leap days, the ends of February in years without one, and ends of months."""
    yield from (EARLIEST, date(1900, 2, 28), date(2100, 2, 28), LATEST)
    yield from (date(year, 2, 29) for year in (1904, 1996, 2000, 2004, 2012, 2016, 2020, 2024, 2028))
    for year in (1998, 2006, 2015, 2023, 2026):
        for month in range(1, 13):
            last = date(year, month, calendar.monthrange(year, month)[1])
            yield from (last, last + DAY)
