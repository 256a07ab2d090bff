"""Checking a part of a caseload value by value: good rows come out typed, bad rows with their reasons.

Each check is one pass over a column. Only the cells that fail it are then read one by one, by the same reader that
reads a single case, so the reason is the same wherever a value comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from caseclose.caseload.cells import CONTROL, ROUNDED_ID, as_count, as_date, as_money, as_yes_no, emptied
from caseclose.caseload.columns import CASE_ID, MONEY, ROW, TYPES, is_text
from caseclose.caseload.refusals import Refusal
from caseclose.law.facts import Fact, FactBook
from caseclose.law.limits import CENT
from caseclose.law.values import (
    BLANKS,
    EARLIEST,
    LATEST,
    LONGEST_TEXT,
    MOST_COUNT,
    MOST_MONEY,
    STANDS_FOR_NOTHING,
    BadValue,
    read_value,
)

LONGEST_ID = 64


@dataclass(frozen=True)
class Checked:
    """A part of a caseload: its good rows typed, its bad rows refused. Facts without a column are absent."""

    good: pl.DataFrame
    refusals: tuple[Refusal, ...]


def check_part(file: str, part: pl.DataFrame, book: FactBook, as_of: date, doubled: frozenset[str]) -> Checked:
    """Check every value of `part`, as read from `file`. Ids in `doubled` occur more than once in the caseload."""
    facts = [book[name] for name in part.columns if name in book]
    ids = pl.col(CASE_ID).cast(pl.String).str.strip_chars(BLANKS)
    part = part.with_columns(ids.alias(CASE_ID))
    typed = part.select(ROW, CASE_ID, *(typed_value(fact, part.schema[fact.id]) for fact in facts))
    bad = pl.select().with_columns() if part.is_empty() else _bad_cells(part, typed, facts, as_of, doubled)
    if part.is_empty() or not bad.select(pl.any_horizontal(pl.all().any())).item():
        return Checked(typed.drop(ROW), ())
    wrong = bad.select(pl.any_horizontal(pl.all())).to_series()
    refusals = tuple(_refusals(file, part, bad, book, as_of, doubled))
    return Checked(typed.filter(~wrong).drop(ROW), refusals)


def typed_value(fact: Fact, dtype: pl.DataType) -> pl.Expr:
    """The column of `fact`, read as its values from a column of `dtype`. What is no value comes out absent."""
    column = pl.col(fact.id)
    wanted = TYPES[fact.kind]
    if is_text(dtype):
        return _from_text(fact, emptied(column.cast(pl.String))).alias(fact.id)
    if fact.kind == "money" and dtype.is_float():
        cents = column.round(2)
        return pl.when(cents.abs() <= float(MOST_MONEY)).then(cents).cast(MONEY, strict=False).alias(fact.id)
    return column if dtype == wanted else column.cast(wanted, strict=False)


def _from_text(fact: Fact, text: pl.Expr) -> pl.Expr:
    readers = {"yes_no": as_yes_no, "money": as_money, "date": as_date, "count": as_count}
    if fact.kind in readers:
        return readers[fact.kind](text)
    return text.str.normalize("NFC") if fact.kind == "text" else text


def _bad_cells(
    part: pl.DataFrame, typed: pl.DataFrame, facts: list[Fact], as_of: date, doubled: frozenset[str]
) -> pl.DataFrame:
    """Return a frame of flags, one column for each check, true where a row fails it."""
    given = {fact.id: part.schema[fact.id] for fact in facts}
    both = part.select(pl.all().name.prefix("raw:")).hstack(typed)
    checks = [_bad_id(doubled).alias(CASE_ID)]
    checks += [bad_value(fact, given[fact.id], as_of).alias(fact.id) for fact in facts]
    bad = both.lazy().select(checks).collect()
    crossed = typed.lazy().select(_contradictions(facts)).collect()
    if not crossed.width:
        return bad
    fine = ~bad.select(pl.any_horizontal(pl.exclude(CASE_ID))).to_series()
    return bad.hstack(crossed.select(pl.all() & fine))


def _contradictions(facts: list[Fact]) -> list[pl.Expr]:
    """Return the checks of facts against each other. They say nothing where one of the facts is no value at all."""
    names = {fact.id for fact in facts}
    sums = [
        _does_not_add_up(fact).alias(f"sum:{fact.id}")
        for fact in facts
        if fact.text.adds_up and names.issuperset(fact.text.adds_up)
    ]
    needs = [
        (pl.col(fact.id).is_not_null() & ~pl.col(fact.text.needs)).fill_null(value=False).alias(f"needs:{fact.id}")
        for fact in facts
        if fact.text.needs in names
    ]
    return [*sums, *needs]


def _bad_id(doubled: frozenset[str]) -> pl.Expr:
    column = pl.col(CASE_ID)
    bad = column.is_null() | (column == "") | (column.str.len_chars() > LONGEST_ID)
    bad = bad | column.str.contains(CONTROL) | column.str.contains(ROUNDED_ID)
    if doubled:
        bad = bad | column.is_in(pl.Series(sorted(doubled), dtype=pl.String).implode())
    return bad.fill_null(value=True)


def bad_value(fact: Fact, dtype: pl.DataType, as_of: date) -> pl.Expr:
    """Where the fact cannot have what was read ("raw:" and its name) or what came of it (its name)."""
    raw, value = pl.col(f"raw:{fact.id}"), pl.col(fact.id)
    there = raw.is_not_null()
    if is_text(dtype):
        there = raw.cast(pl.String).str.strip_chars(BLANKS) != ""
    lost = there & value.is_null()
    return (lost | _out_of_range(fact, dtype, raw, value, as_of)).fill_null(value=False)


def _out_of_range(fact: Fact, dtype: pl.DataType, raw: pl.Expr, value: pl.Expr, as_of: date) -> pl.Expr:
    if fact.kind == "money":
        bad = (value < 0) | (value > pl.lit(MOST_MONEY, dtype=MONEY))
        if dtype.is_float():
            bad = bad | raw.is_nan() | ((raw - raw.round(2)).abs() > float(CENT) / 1000)
        elif isinstance(dtype, pl.Decimal) and dtype.scale > MONEY.scale:
            bad = bad | (raw != value)
        return bad
    if fact.kind == "date":
        last = LATEST if fact.text.ahead else min(as_of, LATEST)
        return (value < EARLIEST) | (value > last)
    if fact.kind == "count":
        return (value < 0) | (value > MOST_COUNT)
    if fact.kind == "choice":
        return ~value.is_in(list(fact.text.choices))
    if fact.kind == "text":
        nothing = value.str.to_lowercase().is_in(sorted(STANDS_FOR_NOTHING))
        return nothing | (value.str.len_chars() > LONGEST_TEXT) | value.str.contains(CONTROL)
    return pl.lit(value=False)


def _does_not_add_up(fact: Fact) -> pl.Expr:
    total = pl.sum_horizontal(pl.col(fact.text.adds_up), ignore_nulls=False)
    return (pl.col(fact.id) != total).fill_null(value=False)


def _refusals(
    file: str, part: pl.DataFrame, bad: pl.DataFrame, book: FactBook, as_of: date, doubled: frozenset[str]
) -> Iterator[Refusal]:
    for column in bad.columns:
        flagged = bad[column]
        if not flagged.any():
            continue
        name = column.split(":")[-1]
        for row in part.filter(flagged).select(ROW, *dict.fromkeys((CASE_ID, name))).iter_rows(named=True):
            yield Refusal(file, row[ROW], name, _reason(column, row[name], book, as_of, doubled))


def _reason(column: str, raw: object, book: FactBook, as_of: date, doubled: frozenset[str]) -> str:
    if column == CASE_ID:
        return _reason_of_id(raw, doubled)
    kind, _, name = column.rpartition(":")
    if kind == "sum":
        return f"{name} is not the sum of {' and '.join(book[name].text.adds_up)}; correct the ledger figures"
    if kind == "needs":
        return f"{name} is given although {book[name].text.needs} is false; one of the two is wrong"
    try:
        read_value(book[name], raw if not isinstance(raw, float) else repr(raw), as_of=as_of)
    except BadValue as error:
        return str(error)
    return "the value cannot be used as this fact"


def _reason_of_id(raw: object, doubled: frozenset[str]) -> str:
    if raw is None or raw == "":
        return "there is no case id; every row needs one"
    if str(raw) in doubled:
        return "the case id occurs more than once in the caseload; none of its rows is screened until only one is left"
    if re.match(ROUNDED_ID, str(raw)):
        return "the case id is a number that a spreadsheet has rounded; take the ids out of the system anew, as text"
    return f"the case id is longer than {LONGEST_ID} characters or has control characters in it"
