"""The access table of the public site: which page answers what, and whom. Whatever has no row is not there.

Each area of pages has its rows in its own `access.toml`, by the name of the URL:

    [guide_question]
    get = true             # it may be looked at
    post = true            # something may be sent to it; left out, nothing may
    who = "anyone"         # or "holder": whoever has a code or reference, which the page asks for in what is sent
    throttled = true       # what is sent to it is counted and slowed down; left out, it is not
    in_history = true      # the same for everybody: browsers may keep it, and its address. Else nothing of it is kept
    card = { place = 10, en = "Ask", es = "Pedir", hint = { en = "…", es = "…" } }   # on the state's first page
    foot = { place = 10, en = "Offices", es = "Oficinas" }   # at the foot of every page

Whoever holds a code could also be guessing one: such a page is always throttled, and never kept. A form is sent to the
address of the page that it stands on.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from caseclose.law.written import NO_WORDS, Words
from caseclose.web.areas import SAFE, rows_of


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a page is offered: its place there, what it is called, and what it leads to."""

    place: int
    en: str
    es: str
    hint: Words = NO_WORDS

    @property
    def words(self) -> Words:
        """What the entry is called."""
        return Words(self.en, self.es)


class WrittenRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row as it stands in a file."""

    who: Literal["anyone", "holder"]
    get: bool = False
    post: bool = False
    throttled: bool = False
    in_history: bool = False
    card: Entry | None = None
    foot: Entry | None = None


class Row(msgspec.Struct, frozen=True):
    """What one URL answers. `in_history` says that it is the same for everybody, so that it may be kept."""

    name: str
    who: str
    methods: frozenset[str]
    throttled: bool
    in_history: bool
    card: Entry | None
    foot: Entry | None


@cache
def access_table() -> dict[str, Row]:
    """Return the rows of all areas by the name of their URL.

    Raises ValueError where two areas have the same name, or a page for whoever holds a code is not guarded as such.
    """
    rows = rows_of("caseclose.public.pages")
    return {name: row_of(name, msgspec.convert(written, WrittenRow)) for name, written in rows.items()}


def row_of(name: str, written: WrittenRow) -> Row:
    """Return a row as it counts. Raises ValueError where it lets a code be guessed, or something typed be kept."""
    if written.post and written.in_history:
        raise ValueError(f"[{name}]: a page to which something is sent is never kept in a history")
    if written.who == "holder" and (not written.throttled or written.in_history):
        raise ValueError(f"[{name}]: a page for whoever holds a code is throttled, and never kept in a history")
    methods = frozenset({*(SAFE if written.get else ()), *({"POST"} if written.post else ())})
    return Row(name, written.who, methods, written.throttled, written.in_history, written.card, written.foot)


def offered(where: Literal["card", "foot"]) -> list[tuple[str, Entry]]:
    """Return the pages that are offered on the state's first page, or at the foot of every page, in their order."""
    found = [(row.name, entry) for row in access_table().values() if (entry := getattr(row, where))]
    return sorted(found, key=lambda each: each[1].place)
