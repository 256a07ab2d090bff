"""Columns of text read as values, all cells at once. A cell that is no such value comes out absent."""

from __future__ import annotations

import polars as pl

from caseclose.caseload.columns import MONEY
from caseclose.law.values import BLANKS

CONTROL = r"[\p{Cc}\x{202A}-\x{202E}\x{2066}-\x{2069}]"
"""What no text may hold: it could turn the text around it, or drive a terminal."""

MONEY_TEXT = r"^[0-9]{1,12}(\.[0-9]{1,2}0*)?$"
COUNT_TEXT = r"^[0-9]{1,10}$"
DATE_TEXT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
ROUNDED_ID = r"^[0-9](\.[0-9]+)?[eE]\+[0-9]+$"
"""What a spreadsheet makes of a long number, as in 1.23E+11: the digits that told the rows apart are gone."""


def emptied(column: pl.Expr) -> pl.Expr:
    """Text with its outer blanks gone, and empty text absent."""
    trimmed = column.str.strip_chars(BLANKS)
    return pl.when(trimmed != "").then(trimmed)


def as_money(text: pl.Expr) -> pl.Expr:
    """Amounts written with digits and a point."""
    return pl.when(text.str.contains(MONEY_TEXT)).then(text).cast(MONEY, strict=False)


def as_date(text: pl.Expr) -> pl.Expr:
    """Days of the calendar written as 2026-11-22."""
    return pl.when(text.str.contains(DATE_TEXT)).then(text).str.to_date("%Y-%m-%d", strict=False)


def as_count(text: pl.Expr) -> pl.Expr:
    """Whole numbers."""
    return pl.when(text.str.contains(COUNT_TEXT)).then(text).cast(pl.Int32, strict=False)


def as_yes_no(text: pl.Expr) -> pl.Expr:
    """The words true and false, in letters of any size."""
    lower = text.str.to_lowercase()
    return pl.when(lower.is_in(["true", "false"])).then(lower == "true")
