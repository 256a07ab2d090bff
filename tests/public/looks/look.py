"""One look at the public site: an address, by a method, in a state of things; and how somebody comes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from django.test import Client
from django.urls import reverse

from caseclose.law.reading import shipped
from caseclose.public.access.table import access_table
from tests.casework.closable import DAY
from tests.public.addresses import HELD, LANGUAGES, held_by

State = Literal["empty", "filled", "error", "too many"]
"""Of a page: nothing was said yet; all is well; what was said is wrong or leads nowhere; too much was sent."""
EVERYWHERE = tuple(shipped().states)


class Spot(NamedTuple):
    """A language and a state in which a page is looked at."""

    lang: str
    state: str

    @property
    def here(self) -> str:
        """What addresses begin with."""
        return f"/{self.lang}/{self.state}/"

    @property
    def title(self) -> str:
        """What it is called where something is wrong there."""
        return " ".join(filter(None, self))


@dataclass(frozen=True, slots=True)
class Look:
    """A page in a state.

    `name` is that of the address, `at` what the address holds beside language and state. `send` is what is sent to it;
    without, it is opened. `before` brings about what this look alone needs and is undone after it; `first` is what the
    browser does before, and `meanwhile` what holds while it asks. What is callable in `send` is called then. `status`
    is what the page must answer with, and `has` what must stand in it, so that it is not taken for another page. A page
    of no address of ours has a `path` and no name. `states` are those of the country that are looked at.
    """

    name: str
    state: State
    what: str = ""
    at: Mapping[str, Any] = field(default_factory=dict)
    send: Mapping[str, Any] | None = None
    status: int = 200
    has: tuple[str, ...] = ()
    before: Callable[[], object] | None = None
    first: Callable[[Client, Spot], object] | None = None
    meanwhile: Callable[[], AbstractContextManager[object]] | None = None
    states: tuple[str, ...] = EVERYWHERE
    day: date = DAY
    path: str = ""

    @property
    def method(self) -> str:
        """By which method it is reached."""
        return "GET" if self.send is None else "POST"

    @property
    def title(self) -> str:
        """What it is called where something is wrong with it."""
        held = "/".join(str(each) for each in self.at.values())
        return " ".join(filter(None, (self.name or self.path, held, self.method, self.state, self.what)))

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Every language and state in which there is such a page."""
        states = self.states if self.path or "state" in held_by(self.name) else ("",)
        return tuple(Spot(lang, state) for lang in LANGUAGES for state in states)

    def address(self, spot: Spot) -> str:
        """The address of the page there."""
        if self.path:
            return f"/{spot.lang}/{spot.state}/{self.path}"
        held = held_by(self.name)
        return reverse(self.name, kwargs={**{key: getattr(spot, key) for key in ("lang", "state") if key in held},
                                          **self.at})  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoPage:
    """What an address answers by a method that is no page, and why: a word for machines, the way to another page.

    It is tried with `send`, after what the browser does `first`.
    """

    name: str
    method: Literal["GET", "POST"]
    why: str
    send: Mapping[str, Any] = field(default_factory=dict)
    first: Callable[[Client, Spot], object] | None = None


Known = tuple[str, str]
"""An address by its name, and a method."""


def forgotten(looks: list[Look], no_pages: list[NoPage]) -> list[str]:
    """Return what nobody looks at: each address by each method, without a look and without a reason.

    Also an address with a value that nobody looks at, a form without a look at what is wrong with it, a page that is
    slowed down and never looked at when it is; what is looked at and yet excused; and what is not there any more.
    """
    rows = access_table().values()
    there: set[Known] = {(row.name, method) for row in rows for method in ("GET", "POST") if method in row.methods}
    seen: set[Known] = {(look.name, look.method) for look in looks if look.name}
    excused: set[Known] = {(each.name, each.method) for each in no_pages}
    forms = {each for each in seen if each[1] == "POST"}
    slowed = {(row.name, "POST") for row in rows if row.throttled}
    return [
        *_without(there - seen - excused, "nobody looks at it"),
        *_without(seen & excused, "it is looked at, and excused"),
        *_without((seen | excused) - there, "it is not there"),
        *_without(forms - _seen_as(looks, "error"), "nobody looks at its errors"),
        *_without(slowed - _seen_as(looks, "too many"), "nobody looks at it when too much was sent"),
        *_values_without(looks),
    ]  # fmt: skip


def _seen_as(looks: list[Look], state: State) -> set[Known]:
    return {(look.name, look.method) for look in looks if look.state == state}


def _without(found: set[Known], why: str) -> Iterator[str]:
    yield from (f"{name} {method}: {why}" for name, method in sorted(found))


def _values_without(looks: list[Look]) -> Iterator[str]:
    """Tell of each value that an address can hold and nobody looks at."""
    for name in access_table():
        for key in HELD.keys() & set(held_by(name)):
            seen = {str(look.at[key]) for look in looks if look.name == name and key in look.at}
            yield from (f"{name}: nobody looks at {key} {value}" for value in HELD[key] if value not in seen)
