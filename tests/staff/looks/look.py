"""One look at the staff application: an address, in a state, as somebody sees it; and how it is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.test import Client
from playwright.sync_api import Page

from caseclose.staff.access.table import access_table
from tests.casework.closable import DAY

State = Literal["nothing", "empty", "filled", "error"]
"""Of a page: nobody has an office yet; nothing has happened in the office; it is full; something is wrong."""
NOBODY = ""
"""Whoever is not signed in."""


@dataclass(frozen=True, slots=True)
class Look:
    """A page in a state.

    `name` is that of the address, `at` what the address names, `ask` its query. `send` is what is sent to it; without,
    it is opened. `before` brings about what this look alone needs, and is undone after it; `first` is what the browser
    does before, and `meanwhile` what holds while it asks. `then` is what the reader does on the page before it is
    looked at; where that lies over the page, `part` is looked at alone. `status` is what the page must answer with.
    A page of no address of ours has a `path` and no name.
    """

    name: str
    state: State
    what: str = ""
    who: str = "supervisor"
    at: Mapping[str, Any] = field(default_factory=dict)
    ask: str = ""
    send: Mapping[str, Any] | None = None
    status: int = 200
    before: Callable[[], object] | None = None
    then: Callable[[Page], object] | None = None
    part: str = ""
    meanwhile: Callable[[], AbstractContextManager[object]] | None = None
    first: Callable[[Client], object] | None = None
    day: date = DAY
    path: str = ""

    @property
    def method(self) -> str:
        """By which method it is reached."""
        return "GET" if self.send is None else "POST"

    @property
    def title(self) -> str:
        """What it is called where something is wrong with it."""
        return " ".join(filter(None, (self.name or self.path, self.method, self.state, self.what)))


@dataclass(frozen=True, slots=True)
class NoPage:
    """What an address answers by a method that is no page, and why: a file, a part, the way to another address.

    It is tried with `send`, after what happens `before`, while `meanwhile` holds.
    """

    name: str
    method: Literal["GET", "POST"]
    why: str
    at: Mapping[str, Any] = field(default_factory=dict)
    who: str = "supervisor"
    send: Mapping[str, Any] = field(default_factory=dict)
    before: Callable[[], object] | None = None
    meanwhile: Callable[[], AbstractContextManager[object]] | None = None


Known = tuple[str, str]


def forgotten(looks: list[Look], no_pages: list[NoPage]) -> list[str]:
    """Return what nobody looks at: each method of an address of the access table without a look and without a reason.

    Also each that is looked at and yet excused, each form without a look at its errors, and what is not there any more.
    """
    there = {(row.name, method) for row in access_table().values() for method in ("GET", "POST") if row.roles(method)}
    seen: set[Known] = {(look.name, look.method) for look in looks if look.name}
    excused: set[Known] = {(each.name, each.method) for each in no_pages}
    errors: set[Known] = {(look.name, look.method) for look in looks if look.state == "error"}
    forms = {each for each in seen if each[1] == "POST"}
    return [
        *(f"{name} {method}: nobody looks at it" for name, method in sorted(there - seen - excused)),
        *(f"{name} {method}: it is looked at, and excused" for name, method in sorted(seen & excused)),
        *(f"{name} {method}: it is not there" for name, method in sorted((seen | excused) - there)),
        *(f"{name} {method}: nobody looks at its errors" for name, method in sorted(forms - errors)),
    ]
