"""records.toml as read: the figures of case records that made.toml does not need."""

from __future__ import annotations

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files

import msgspec

from caseclose.caseload.making.answers import Choice, Count, Odds, Words
from caseclose.caseload.making.book import AnyRecipe, Book, made_too_late, shipped_book, unknown_sources
from caseclose.caseload.making.dates import Dates, Known, Older, Reached
from caseclose.caseload.making.money import Amounts, Over, Part, Rest
from caseclose.caseload.making.shapes import Shape


class Figures(Shape, frozen=True, kw_only=True):
    """Single figures."""

    parent_youngest: float
    parent_span: float
    address_known: float
    substitute_address: float
    consent_to_electronic: float
    consent_to_texts: float
    remedy_ended: float
    found_lately: float
    reached_lately: float
    contact_days_apart: int
    regular_payments: int
    worked: float
    found_with_document: float
    order_on_file: float
    findings_years: float


class Lists(Shape, frozen=True, kw_only=True):
    """Words that rows are made with."""

    locate: tuple[str, ...]
    contact: tuple[str, ...]
    languages: dict[str, float]
    payments: dict[str, float]


class Found(Shape, frozen=True, kw_only=True):
    """Which facts stand in the records as findings."""

    when_so: tuple[str, ...]
    when_worked: tuple[str, ...]


class RecordBook(Shape, frozen=True, kw_only=True):
    """All of records.toml."""

    figures: Figures
    sources: Lists
    found: Found
    make: dict[str, AnyRecipe]

    def recipes(self, book: Book, state: str) -> dict[str, AnyRecipe]:
        """Return the recipes of the facts and then these, in the order of making."""
        return {**book.recipes(state), **self.make}


@cache
def shipped_records() -> RecordBook:
    """Return the figures of case records that come with Caseclose."""
    return read_records(records_text(), shipped_book())


@cache
def records_text() -> str:
    """Return records.toml as it comes with Caseclose."""
    return files("caseclose").joinpath("caseload", "making", "records.toml").read_text("utf-8")


def records_digest() -> str:
    """Return the first sixteen digits of the SHA-256 of records.toml."""
    return sha256(records_text().encode()).hexdigest()[:16]


def read_records(text: str, book: Book) -> RecordBook:
    """Read figures of case records. Raises ValueError as `read_book` does."""
    records = msgspec.convert(tomllib.loads(text), RecordBook)
    faults = unknown_sources(book.source, records.make)
    for state in ["", *book.state]:
        faults += made_too_late(records.recipes(book, state))
    if faults:
        raise ValueError("records.toml: " + "; ".join(faults))
    return records


_KINDS: dict[type, str] = {
    **dict.fromkeys((Odds, Reached, Known, Over), "yes_no"),
    **dict.fromkeys((Dates, Older), "date"),
    **dict.fromkeys((Amounts, Part, Rest), "money"),
    Choice: "choice",
    Words: "text",
    Count: "count",
}


def kind_of(recipe: AnyRecipe) -> str:
    """Return the kind of fact that a recipe makes."""
    return _KINDS[type(recipe)]
