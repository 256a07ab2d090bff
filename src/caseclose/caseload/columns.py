"""The columns of a caseload: `case_id`, and one for each fact, typed by the fact's kind."""

from __future__ import annotations

import polars as pl

from caseclose.law.errors import nearest
from caseclose.law.facts import Fact, FactBook
from caseclose.law.values import harmless

CASE_ID = "case_id"
ROW = "__row"
"""The row's place in its file: the line of a CSV file, the row (from 1) of a Parquet file."""

MONEY = pl.Decimal(12, 2)
TYPES: dict[str, pl.DataType] = {
    "yes_no": pl.Boolean(),
    "money": MONEY,
    "date": pl.Date(),
    "count": pl.Int32(),
    "choice": pl.String(),
    "text": pl.String(),
}
_FITTING = {
    "yes_no": "true or false",
    "money": "a decimal, a whole number or a floating number of 64 bits",
    "date": "a date without time of day",
    "count": "a whole number",
    "choice": "text",
    "text": "text",
}


class CaseloadError(Exception):
    """A caseload, or one file of it, cannot be used as a whole. The message says why; `todo` what to do."""

    def __init__(self, reason: str, todo: str = "") -> None:
        self.todo = todo
        super().__init__(reason)


def check_columns(file: str, names: list[str], book: FactBook) -> None:
    """Raise CaseloadError where a file has no case_id, a column twice, or one that is no fact."""
    if CASE_ID not in names:
        raise CaseloadError(
            f"{file}: there is no column '{CASE_ID}'.{nearest(CASE_ID, names)}",
            f"Give each case its id in a column named '{CASE_ID}'.",
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CaseloadError(f"{file}: column {harmless(twice[0])} is there more than once", "Keep one of them.")
    strange = [name for name in names if name not in book and name != CASE_ID]
    if strange:
        listed = "; ".join(f"{harmless(name)}{nearest(name, book)}" for name in strange[:10])
        raise CaseloadError(
            f"{file}: {len(strange)} column(s) are not facts: {listed}",
            "Rename them to facts (see: caseclose facts list) or leave them out of the file.",
        )


def check_types(file: str, schema: dict[str, pl.DataType], book: FactBook) -> None:
    """Raise CaseloadError where a column is of a kind that can never hold its fact."""
    wrong = [
        f"column '{name}' is {_plain(dtype)}, but this fact is {_FITTING[book[name].kind]}"
        for name, dtype in schema.items()
        if name in book and not fits(book[name], dtype)
    ]
    if wrong:
        raise CaseloadError(f"{file}: {'; '.join(wrong)}", "Write the column anew in that kind, or as text.")
    key = schema[CASE_ID]
    if not (key.is_integer() or is_text(key)):
        raise CaseloadError(f"{file}: column '{CASE_ID}' is {_plain(key)}", "Case ids are text or whole numbers.")


def fits(fact: Fact, dtype: pl.DataType) -> bool:
    """Say whether a column of `dtype` can hold `fact`, perhaps after a check of each value."""
    if dtype == pl.Null or is_text(dtype):
        return True
    return {
        "yes_no": dtype == pl.Boolean,
        "money": dtype.is_numeric() and dtype != pl.Float32,
        "date": dtype == pl.Date,
        "count": dtype.is_integer(),
    }.get(fact.kind, False)


def is_text(dtype: pl.DataType) -> bool:
    """Say whether a column of `dtype` holds text."""
    return isinstance(dtype, pl.String | pl.Categorical | pl.Enum)


def _plain(dtype: pl.DataType) -> str:
    return str(dtype).split("(", 1)[0]
