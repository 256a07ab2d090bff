"""made.toml as read: the figures, where they come from, and the recipes in the order of making."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TypeAlias

import msgspec

from caseclose.caseload.making.answers import Choice, Count, Odds, Words
from caseclose.caseload.making.batch import condition_parts
from caseclose.caseload.making.dates import Dates, Known, Older, Reached
from caseclose.caseload.making.money import Amounts, Over, Part, Rest
from caseclose.caseload.making.shapes import Row, Shape

AnyRecipe: TypeAlias = Odds | Choice | Count | Words | Dates | Older | Reached | Known | Amounts | Part | Rest | Over

OURS = {"assumption", "meaning"}


class Source(Shape, frozen=True, kw_only=True):
    """Something that was read: what it is, for which year, which table, and where."""

    title: str
    year: str
    table: str
    read_at: str


class Published(Shape, frozen=True, kw_only=True):
    """A figure that a made caseload should show as a whole, and how near it must come."""

    worth: float = msgspec.field(name="is")
    within: float
    source: str
    note: str = ""


class Book(Shape, frozen=True, kw_only=True):
    """All of made.toml. `state` holds recipes that stand in place of the national ones."""

    source: dict[str, Source]
    published: dict[str, Published]
    make: dict[str, AnyRecipe]
    state: dict[str, dict[str, AnyRecipe]] = {}

    def recipes(self, state: str) -> dict[str, AnyRecipe]:
        """Return the recipes for one state, in the order of making."""
        return {**self.make, **self.state.get(state, {})}


@cache
def shipped_text() -> str:
    """Return made.toml as it comes with Caseclose."""
    return files("caseclose").joinpath("caseload", "making", "made.toml").read_text("utf-8")


def shipped_digest() -> str:
    """Return the first sixteen digits of the SHA-256 of made.toml: other figures, other digits."""
    return sha256(shipped_text().encode()).hexdigest()[:16]


@cache
def shipped_book() -> Book:
    """Return the figures that come with Caseclose."""
    return read_book(shipped_text())


def read_book(text: str) -> Book:
    """Read figures. Raises ValueError for an unknown source, or a recipe that needs what is not made before it."""
    book = msgspec.convert(tomllib.loads(text), Book)
    faults = unknown_sources(book.source, book.make, *book.state.values())
    faults += [
        f"published.{name} has no known source"
        for name in book.published
        if book.published[name].source not in book.source
    ]
    for state in ["", *book.state]:
        faults += made_too_late(book.recipes(state), f"state.{state}: " if state else "")
    if faults:
        raise ValueError("made.toml: " + "; ".join(faults))
    return book


def rows_of(recipe: AnyRecipe) -> tuple[Row, ...]:
    """Return the rows of a recipe; some have none."""
    return tuple(getattr(recipe, "rows", ()))


def unknown_sources(sources: Mapping[str, Source], *shelves: Mapping[str, AnyRecipe]) -> list[str]:
    """Return what is wrong with recipes whose rows name no known source."""
    return [
        f"make.{name} has a row with no known source"
        for recipes in shelves
        for name, recipe in recipes.items()
        if any(row.source not in sources and row.source not in OURS for row in rows_of(recipe))
    ]


def made_too_late(recipes: Mapping[str, AnyRecipe], where: str = "") -> Iterator[str]:
    """Yield what is wrong with recipes that need what is not made before them."""
    before: set[str] = set()
    for name, recipe in recipes.items():
        asked = {condition_parts(condition)[0] for row in rows_of(recipe) for condition in row.when}
        for needed in sorted((asked | recipe.needs()) - before):
            yield f"{where}make.{name} needs {needed}, which is not made before it"
        before.add(name)
