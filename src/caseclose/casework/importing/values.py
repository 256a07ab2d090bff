"""The values of one table, all cells at once: read as their types, and for each what is wrong with it.

A check is a column of flags with its reason. Of the checks of one cell the first that fails speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from caseclose.caseload.cells import CONTROL, ROUNDED_ID, as_date, as_money, as_yes_no, emptied
from caseclose.caseload.columns import MONEY, is_text
from caseclose.casework.importing.descriptor import Column, Table
from caseclose.casework.importing.vocabularies import vocabulary
from caseclose.law.values import EARLIEST, LATEST, MOST_MONEY, STANDS_FOR_NOTHING

TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "date": pl.Date(),
    "number": MONEY,
    "boolean": pl.Boolean(),
}
RAW = "raw:"
"""What stands before the name of a column as it was read."""

_SSN = r"(^|[^0-9])[0-9]{3}-?[0-9]{2}-?[0-9]{4}([^0-9]|$)"
_SSN_AS_KEY = r"^[0-9]{3}-[0-9]{2}-[0-9]{4}$"
_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MINUS = r"^-[0-9.]+$"
_SMALL_PARTS = r"^[0-9]{1,12}\.[0-9]{3,}$"

NO_VALUE = "there is no value; this column needs one"


@dataclass(frozen=True)
class Check:
    """A flag that is true where a cell of `column` fails, and why it does."""

    column: str
    fails: pl.Expr
    reason: str
    beside: str = ""
    """Another column that the cell is compared with. Where that one fails by itself, this check says nothing."""


def fits(column: Column, dtype: pl.DataType, *, key: bool) -> bool:
    """Say whether a column of `dtype` can hold `column`, perhaps after a check of each value."""
    if dtype == pl.Null or is_text(dtype):
        return True
    return {
        "string": key and dtype.is_integer(),
        "date": dtype == pl.Date,
        "number": dtype.is_numeric() and dtype != pl.Float32,
        "boolean": dtype == pl.Boolean,
    }[column.kind]


def as_text(name: str, plain: frozenset[str]) -> pl.Expr:
    """A column as text in one form, so that equal keys are equal text. Empty text is absent.

    The columns in `plain` hold no letters beyond ASCII, and so have one form only.
    """
    text = emptied(pl.col(name).cast(pl.String))
    return text if name in plain else text.str.normalize("NFC")


def typed(table: Table, schema: pl.Schema, plain: frozenset[str]) -> list[pl.Expr]:
    """Return an expression for every column of `table`; those that the file does not have are absent."""
    return [
        _typed(column, schema[column.name], plain).alias(column.name)
        if column.name in schema
        else pl.lit(None, TYPES[column.kind]).alias(column.name)
        for column in table.schema.fields
    ]


def _typed(column: Column, dtype: pl.DataType, plain: frozenset[str]) -> pl.Expr:
    if column.kind == "string":
        return as_text(column.name, plain)
    if is_text(dtype):
        text = emptied(pl.col(column.name).cast(pl.String))
        return {"date": as_date, "number": as_money, "boolean": as_yes_no}[column.kind](text)
    value = pl.col(column.name)
    if column.kind == "number" and dtype.is_float():
        value = value.round(column.scale)
    return value.cast(TYPES[column.kind], strict=False)


def checks(table: Table, schema: pl.Schema, on: date) -> Iterator[Check]:
    """Yield the checks of `table` as its file has it, read on top of the typed columns and the raw ones.

    A key that refers to another table needs no check of its own: it must be the same as a key that was checked there.
    """
    for column in table.schema.fields:
        if column.name in schema:
            yield from _given(table, column, schema[column.name], on)
            if column.constraints.required:
                yield Check(column.name, pl.col(column.name).is_null(), NO_VALUE)
    yield from _between_columns(table)


def _given(table: Table, column: Column, dtype: pl.DataType, on: date) -> Iterator[Check]:
    match column.kind:
        case "date":
            yield from _date(column, dtype, on)
        case "number":
            yield from _amount(column, dtype)
        case "boolean":
            yield Check(column.name, _lost(column, dtype), "this is not yes or no; write true or false")
        case _ if column.name not in table.referring:
            yield from _string(table, column)


def _raw(column: Column) -> pl.Expr:
    return emptied(pl.col(RAW + column.name).cast(pl.String))


def _lost(column: Column, dtype: pl.DataType) -> pl.Expr:
    """Where something stands that is no value of the column's type."""
    there = _raw(column).is_not_null() if is_text(dtype) else pl.col(RAW + column.name).is_not_null()
    return there & pl.col(column.name).is_null()


def _date(column: Column, dtype: pl.DataType, on: date) -> Iterator[Check]:
    name, value = column.name, pl.col(column.name)
    if is_text(dtype):
        day = _raw(column).str.contains(_ISO)
        say = "this is not a date; write year (four digits), month and day, as in 2026-11-22"
        yield Check(name, _lost(column, dtype) & ~day, say)
        yield Check(name, _lost(column, dtype) & day, "this is not a day of the calendar")
    likely = f"this is not a likely date; years run from {EARLIEST.year} to {LATEST.year}"
    yield Check(name, (value < EARLIEST) | (value > LATEST), likely)
    if not column.ahead:
        yield Check(name, value > on, "the date lies after the day of the extract")


def _amount(column: Column, dtype: pl.DataType) -> Iterator[Check]:
    name, value, raw = column.name, pl.col(column.name), pl.col(RAW + column.name)
    small = f"this has parts of a cent; write {column.scale} digits after the point"
    if is_text(dtype):
        text = _raw(column)
        yield Check(name, text.str.contains(_MINUS), "this has a minus sign; it cannot be below zero")
        yield Check(name, _lost(column, dtype) & text.str.contains(_SMALL_PARTS), small)
    elif dtype.is_float():
        yield Check(name, raw.is_finite() & ((raw - raw.round(column.scale)).abs() > 10 ** -(column.scale + 3)), small)
    elif isinstance(dtype, pl.Decimal) and dtype.scale > column.scale:
        yield Check(name, raw != value, small)
    yield Check(
        name, _lost(column, dtype), "this is not an amount of money; write only digits and a point, as in 1234.50"
    )
    yield Check(name, value < 0, "this has a minus sign; it cannot be below zero")
    most = Decimal(str(column.constraints.maximum or MOST_MONEY))
    yield Check(name, value > pl.lit(most, dtype=MONEY), f"this is larger than {most}")


def _string(table: Table, column: Column) -> Iterator[Check]:
    name, value, must = column.name, pl.col(column.name), column.constraints
    if must.enum:
        yield Check(name, ~value.is_in(list(must.enum)), f"this is not one of {', '.join(must.enum)}")
        return
    yield Check(name, value.str.contains(CONTROL), "the text has control characters in it")
    if must.max_length:
        yield Check(name, value.str.len_chars() > must.max_length, f"longer than {must.max_length} characters")
    if must.pattern:
        yield Check(name, ~value.str.contains(must.pattern), f"this is not in the form {must.pattern}")
    elif column.vocabulary:
        words = vocabulary(column.vocabulary)
        yield Check(
            name, ~value.is_in(sorted(words)), f"this is not one of the {column.vocabulary} that the policy has"
        )
    elif name in table.key_columns:
        nothing = value.str.to_lowercase().is_in(sorted(STANDS_FOR_NOTHING))
        yield Check(name, nothing, "this word stands for nothing; it is no key")
        yield Check(
            name, value.str.contains(ROUNDED_ID), "a spreadsheet has rounded this; take the keys out anew, as text"
        )
        yield Check(name, value.str.contains(_SSN_AS_KEY), "this looks like a Social Security number; use another key")
    elif not column.numbers:
        yield Check(name, value.str.contains(_SSN), "this holds what looks like a Social Security number")


def _between_columns(table: Table) -> Iterator[Check]:
    for first, second in table.schema.in_order:
        yield Check(second, pl.col(second) < pl.col(first), f"the date lies before {first}", first)
    for one, other in table.schema.apart:
        yield Check(other, pl.col(one) == pl.col(other), f"this is the same as {one}", one)
