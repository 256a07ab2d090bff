"""Tables in pages that begin where the last one ended, so that a page costs the same wherever it is.

The place is in the address: `after=` or `before=` a row, told by the values that the rows are ordered by. No page has a
number: rows come and go while somebody reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404

PAGE = 25
COUNTED = 1000
"""How many rows are counted at most; beyond that, "more than" is said."""
_BETWEEN = "~"
Read = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a table: its rows, and the query strings of the page before and the page after, where there are."""

    rows: list[dict[str, Any]]
    previous: str
    next: str
    count: int
    counted_all: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What rows are ordered by, ascending, and how each value is read back from the address. The last is unique."""

    keys: Sequence[str]
    reads: Sequence[Read]

    def place(self, row: Mapping[str, Any]) -> str:
        """Return the place of a row, for the address."""
        return _BETWEEN.join(str(row[key]) for key in self.keys)

    def read(self, place: str) -> list[Any]:
        """Return the values of a place. Raises Http404 where it is none."""
        parts = place.split(_BETWEEN)
        if len(parts) != len(self.keys):
            raise Http404
        try:
            return [read(part) for read, part in zip(self.reads, parts, strict=True)]
        except ValueError:
            raise Http404 from None

    def beyond(self, place: str, sign: str) -> Q:
        """Return the condition for rows beyond a place: after it where `sign` is "gt", before it where it is "lt"."""
        beyond, same = Q(), Q()
        values = self.read(place)
        for key, value in zip(self.keys, values, strict=True):
            beyond |= same & Q(**{f"{key}__{sign}": value})
            same &= Q(**{key: value})
        first = Q(**{f"{self.keys[0]}__{sign}e": values[0]})  # lets an index begin there
        return first & beyond


def day(text: str) -> date:
    """Read a day from the address. Raises ValueError."""
    return date.fromisoformat(text)


def number(text: str) -> int:
    """Read a whole number that the database can hold from the address. Raises ValueError."""
    found = int(text)
    if not 0 <= found < 2**63 or not text.isascii():
        raise ValueError(text)
    return found


def page_of(
    found: QuerySet[Any, dict[str, Any]],
    order: Order,
    asked: Mapping[str, str],
    *,
    size: int = PAGE,
    counted: int | None = None,
    counted_all: bool = True,
) -> Page:
    """Return the page of `found` that the address asks for. Costs two queries: the rows, and the count.

    The count costs nothing where it is `counted` already, if perhaps not to the end.
    """
    back = asked.get("before", "")
    place, sign = (back, "lt") if back else (asked.get("after", ""), "gt")
    chosen = found.filter(order.beyond(place, sign)) if place else found
    chosen = chosen.order_by(*[f"-{key}" if back else key for key in order.keys])
    rows = list(chosen[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    rows = rows[::-1] if back else rows
    earlier, later = (more, True) if back else (bool(place), more)
    count = found.order_by()[: COUNTED + 1].count() if counted is None else counted
    kept = {name: value for name, value in asked.items() if name not in {"after", "before"} and value}
    return Page(
        rows,
        urlencode({**kept, "before": order.place(rows[0])}) if rows and earlier else "",
        urlencode({**kept, "after": order.place(rows[-1])}) if rows and later else "",
        min(count, COUNTED) if counted is None else count,
        counted_all if counted is not None else count <= COUNTED,
    )
