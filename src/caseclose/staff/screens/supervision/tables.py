"""The tables of supervision: their columns in words, their rows, and what is drawn of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseclose.casework.selectors import supervision
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.selectors.supervision import Rows, Span
from caseclose.casework.selectors.work_queue import IN_PROGRESS
from caseclose.staff.wording import BASES_OF_BATCH, STEPS, Wording, said
from caseclose.web.language import language

Words = str | Promise
Cell = str | int | date | None
MOST_BARS = 20
BASES: Wording = {**BASES_OF_BATCH, "application": gettext_lazy("The family applied again")}
STATES: Wording = {
    "made": gettext_lazy("Not sent yet"),
    "sent": gettext_lazy("Sent"),
    "accepted": gettext_lazy("Accepted, not done yet"),
    "refused": gettext_lazy("Refused: a person decides"),
    "unknown": gettext_lazy("Not known"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and how a row's value is told. Without a way to tell, it is the value itself."""

    key: str
    name: Words
    tell: Callable[[Any], Cell] | None = None

    def cell(self, row: Mapping[str, Any]) -> Cell:
        """Return what stands in this column of a row."""
        value = row[self.key]
        cell: Cell = self.tell(value) if self.tell else value
        return cell


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is called, how its rows are found, its columns, and which of them is drawn as bars.

    `timed` says that it counts what happened from the first day to the last; else it is of the last day.
    """

    name: Words
    rows: Callable[[Span], Rows]
    columns: tuple[Column, ...]
    drawn: str = "all"
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with its rows as they are told, and its bars: words, value, and share of the longest in percent."""

    heads: list[str]
    rows: list[list[Cell]]
    bars: list[tuple[str, int, int]]


def filled(table: Table, span: Span) -> Filled:
    """Return the table of a time."""
    found = table.rows(span)
    rows = [[column.cell(row) for column in table.columns] for row in found]
    longest = max((row[table.drawn] for row in found), default=0) or 1
    words = [column for column in table.columns if column.tell is not None]
    bars = [
        (
            " · ".join(str(column.cell(row)) for column in words),
            row[table.drawn],
            round(100 * row[table.drawn] / longest),
        )
        for row in found[:MOST_BARS]
    ]
    return Filled([str(column.name) for column in table.columns], rows, bars)


def _worker(name: object) -> str:
    return str(name) if name else _("Nobody")


def _named(kind: str) -> Callable[[Any], str]:
    return lambda value: policy_name(kind, value, language()) or str(value)


def _told(words: Wording) -> Callable[[Any], str]:
    return lambda value: said(words, value)


def _age(rows: Rows) -> Rows:
    return [{**row, "age": (row["least"], row["most"])} for row in rows]


def _band(age: tuple[int, int | None]) -> str:
    least, most = age
    if most is None:
        return _("%(least)s weeks or more") % {"least": least}
    return _("%(least)s to %(most)s weeks") % {"least": least, "most": most}


_ALL = Column("all", gettext_lazy("In all"))
_COUNT = Column("all", gettext_lazy("How many"))
_STEPS = tuple(Column(step, STEPS[step]) for step in IN_PROGRESS)
TABLES: dict[str, Table] = {
    "workload": Table(
        gettext_lazy("Workload by worker"),
        supervision.workload,
        (Column("worker", gettext_lazy("Worker"), _worker), _ALL, Column("past", gettext_lazy("Due now")), *_STEPS),
        timed=False,
    ),
    "ageing": Table(
        gettext_lazy("How old open closings are"),
        lambda span: _age(supervision.ageing(span)),
        (Column("age", gettext_lazy("Begun before"), _band), _ALL, *_STEPS),
        timed=False,
    ),
    "closed": Table(
        gettext_lazy("Closings by criterion and worker"),
        supervision.closed,
        (
            Column("criterion", gettext_lazy("Criterion"), _named("criterion")),
            Column("begun_by", gettext_lazy("Begun by"), _worker),
            _COUNT,
        ),
    ),
    "times": Table(
        gettext_lazy("Days in each step"),
        supervision.step_times,
        (
            Column("step", gettext_lazy("Step"), _told(STEPS)),
            Column("times", gettext_lazy("How many")),
            Column("middle", gettext_lazy("Half took at most")),
            Column("nine_in_ten", gettext_lazy("Nine in ten took at most")),
            Column("longest", gettext_lazy("The longest")),
        ),
        drawn="middle",
    ),
    "releases": Table(
        gettext_lazy("Releases not confirmed"),
        supervision.releases,
        (
            Column("kind", gettext_lazy("Remedy"), _named("remedy")),
            Column("state", gettext_lazy("State"), _told(STATES)),
            _COUNT,
            Column("oldest", gettext_lazy("Oldest since")),
        ),
        timed=False,
    ),
    "reversed": Table(
        gettext_lazy("Cases opened again"),
        supervision.reversals,
        (
            Column("basis", gettext_lazy("Basis"), _told(BASES)),
            Column("by", gettext_lazy("Opened again by"), _worker),
            _COUNT,
        ),
    ),
    "handed": Table(
        gettext_lazy("Cases handed over"),
        supervision.handed_over,
        (
            Column("before", gettext_lazy("From whom"), _worker),
            Column("to", gettext_lazy("To whom"), _worker),
            Column("by", gettext_lazy("Done by"), _worker),
            _COUNT,
        ),
    ),
}
"""By its name in the address, each table, in the order in which they are shown."""
