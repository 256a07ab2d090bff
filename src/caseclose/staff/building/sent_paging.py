"""Pages of what is looked for by what is sent: the place of the last row is sent too, and is in no address."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from caseclose.staff.building.paging import PAGE

Row = dict[str, Any]
Place = tuple[Any, ...]
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True, slots=True)
class SentPage:
    """One page of rows: how many there are, and what to send for the page before and after, where there are."""

    rows: Sequence[Row]
    count: int
    previous: str
    next: str


def sent_page(
    rows: Sequence[Row], place: Callable[[Row], Place], sent: Mapping[str, str], size: int = PAGE
) -> SentPage:
    """Return the page that `sent` asks for of rows sorted by `place`. Raises Http404 where what is sent is no place."""
    begin = 0
    if sent.get(BEFORE):
        begin = max(0, bisect_left(rows, _read(sent[BEFORE], place, rows), key=place) - size)
    elif sent.get(AFTER):
        begin = bisect_right(rows, _read(sent[AFTER], place, rows), key=place)
    shown = rows[begin : begin + size]
    later = begin + len(shown) < len(rows)
    return SentPage(
        shown,
        len(rows),
        json.dumps(place(shown[0])) if shown and begin else "",
        json.dumps(place(shown[-1])) if shown and later else "",
    )


def _read(text: str, place: Callable[[Row], Place], rows: Sequence[Row]) -> Place:
    try:
        found = tuple(json.loads(text))
    except (ValueError, TypeError):
        raise Http404 from None
    like = place(rows[0]) if rows else found
    if [type(part) for part in found] != [type(part) for part in like]:
        raise Http404
    return found
