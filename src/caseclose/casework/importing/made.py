"""Columns that the records hold in another form than the extract: made before the rows reach the database."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

ADDRESS_LINES = 4


@dataclass(frozen=True)
class Made:
    """What a column is made from, and its type in the database."""

    how: pl.Expr
    type: str = "text"


def or_empty(name: str) -> Made:
    """Text that the records hold empty where there is none."""
    return Made(pl.col(name).fill_null(""))


def contact_when_agreed() -> pl.Expr:
    """How a person could be reached safely when they agreed to electronic messages, as far as the extract knows."""
    return pl.when(pl.col("electronic_consent_on").is_not_null()).then(pl.col("safe_contact")).otherwise(pl.lit(""))


def address(what: str) -> Made:
    """The lines of an address as a JSON list. What JSON cannot hold as it stands, control characters, was refused."""
    lines = [pl.col(f"{what}_line_{number}") for number in range(1, ADDRESS_LINES + 1)]
    known = pl.concat_str([_quoted(line) for line in lines], separator=", ", ignore_nulls=True)
    return Made(pl.concat_str(pl.lit("["), known, pl.lit("]")), "jsonb")


def _quoted(text: pl.Expr) -> pl.Expr:
    for mark in ("\\", '"'):
        text = text.str.replace_all(mark, f"\\{mark}", literal=True)
    return pl.concat_str(pl.lit('"'), text, pl.lit('"'))
