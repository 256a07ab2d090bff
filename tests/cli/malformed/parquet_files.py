"""Malformed Parquet files: cut off, damaged, of the wrong kinds, or with bad values."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from tests.cli.malformed.broken import FINE, REFUSED, UNUSABLE, Broken, parquet, screened

FILE = "cases.parquet"
ROWS = 400
WHOLE = parquet(
    pl.DataFrame(
        {
            "case_id": [f"B-{n}" for n in range(ROWS)],
            "arrears_total": [n + 0.25 for n in range(ROWS)],
            "bypass_owner": [f"unit {n}" for n in range(ROWS)],
        }
    )
)
FRACTIONS = (0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999)
NOT_WHOLE = "this is not a whole Parquet file"
ANEW = "Write the column anew in that kind, or as text."


def broken(name: str, content: bytes) -> Broken:
    return screened(f"parquet {name}", {FILE: content}, f"{FILE}: {NOT_WHOLE}", "Write or copy the file again.")


def column(fact: str, values: list[Any], dtype: Any = None) -> pl.DataFrame:
    """A caseload with one column beside the ids."""
    ids = [f"B-{n}" for n in range(len(values))]
    return pl.DataFrame({"case_id": pl.Series(ids, dtype=pl.String), fact: pl.Series(values, dtype=dtype)})


def wrong_kind(fact: str, values: list[Any], dtype: Any, kind: str) -> Broken:
    """A column that can never hold its fact."""
    content = parquet(column(fact, values, dtype))
    return screened(f"parquet {fact} as {kind}", {FILE: content}, f"{FILE}: column '{fact}' is {kind}", ANEW)


def bad_values(name: str, fact: str, values: list[Any], dtype: Any, bad: dict[int, str]) -> Broken:
    """A column of which the rows in `bad` (from 1) are refused."""
    told = [f'"cases": {len(values) - len(bad)},', *bad.values()]
    refused = [(row, fact) for row in bad]
    return screened(
        f"parquet {name}", {FILE: parquet(column(fact, values, dtype))}, *told, code=REFUSED, refused=refused
    )


def ids(
    name: str, values: list[Any], dtype: Any, *says: str, code: int = UNUSABLE, refused: tuple[int, ...] = ()
) -> Broken:
    content = parquet(pl.DataFrame({"case_id": pl.Series(values, dtype=dtype)}))
    rows = [(row, "case_id") for row in refused]
    return screened(f"parquet ids {name}", {FILE: content}, *says, code=code, refused=rows)


def damaged() -> bytes:
    """A whole file whose lengths of texts are wrong inside."""
    frame = pl.DataFrame({"case_id": [f"B-{n}" for n in range(ROWS)]})
    good = bytearray(parquet(frame.with_columns(bypass_owner=pl.lit("x"))))
    middle = good[4 : len(good) // 2]
    good[4 : len(good) // 2] = bytes(255 - byte for byte in middle)
    return bytes(good)


BROKEN = [broken(f"cut off after {fraction:.1%}", WHOLE[: int(len(WHOLE) * fraction)]) for fraction in FRACTIONS]
BROKEN += [broken(f"cut off {back} bytes before its end", WHOLE[:-back]) for back in (1, 4, 8, 9, 100)]
BROKEN += [
    broken("of zero bytes", b""),
    broken("of four bytes", b"PAR1"),
    broken("of zeros", b"\0" * 1000),
    broken("that is text", b"case_id\nB-1\n"),
    broken("with its first half damaged", damaged()),
    broken("without its footer", WHOLE[: len(WHOLE) // 2] + b"PAR1"),
    broken("with a footer of impossible length", WHOLE[:-8] + b"\xff\xff\xff\x7fPAR1"),
]
KINDS = [
    wrong_kind("arrears_total", [500.0], pl.Float32, "Float32"),
    wrong_kind("arrears_total", [True], pl.Boolean, "Boolean"),
    wrong_kind("arrears_total", [date(2020, 1, 1)], pl.Date, "Date"),
    wrong_kind("arrears_total", [[500.0]], pl.List(pl.Float64), "List"),
    wrong_kind("arrears_total", [{"dollars": 500}], None, "Struct"),
    wrong_kind("arrears_total", [b"500"], pl.Binary, "Binary"),
    wrong_kind("money_held", [1], pl.Int8, "Int8"),
    wrong_kind("money_held", [1.0], pl.Float64, "Float64"),
    wrong_kind("money_held", [[True]], pl.List(pl.Boolean), "List"),
    wrong_kind("notice_sent_on", [datetime(2020, 1, 1, tzinfo=UTC)], pl.Datetime("us", "UTC"), "Datetime"),
    wrong_kind("notice_sent_on", [1_600_000_000], pl.Int64, "Int64"),
    wrong_kind("notice_sent_on", [time(10)], pl.Time, "Time"),
    wrong_kind("notice_sent_on", [timedelta(days=1)], pl.Duration, "Duration"),
    wrong_kind("recipient_interviews", [2.0], pl.Float64, "Float64"),
    wrong_kind("recipient_interviews", [Decimal(2)], pl.Decimal(10, 0), "Decimal"),
    wrong_kind("recipient_interviews", [True], pl.Boolean, "Boolean"),
    wrong_kind("service_basis", [1], pl.Int64, "Int64"),
    wrong_kind("service_basis", [["cash_aid"]], pl.List(pl.String), "List"),
    wrong_kind("bypass_owner", [b"x"], pl.Binary, "Binary"),
    wrong_kind("bypass_owner", [7], pl.Int64, "Int64"),
]
CENTS = {
    2: "'499.999' has parts of a cent",
    3: "'nan' is not a value",
    4: "'inf' is not an amount",
    5: "minus sign",
    6: "'1000000000000.0' is not",
}
VALUES = [
    bad_values(
        "floats",
        "arrears_total",
        [0.1 + 0.2, 499.999, float("nan"), float("inf"), -5.0, 1e12, -0.0, None],
        pl.Float64,
        CENTS,
    ),
    bad_values(
        "decimals of four places",
        "arrears_total",
        [Decimal("5.0100"), Decimal("5.0101")],
        pl.Decimal(20, 4),
        {2: "5.0101 has parts of a cent"},
    ),
    bad_values(
        "decimals of no places",
        "arrears_total",
        [Decimal(5), Decimal(12_345_678_901)],
        pl.Decimal(20, 0),
        {2: "12345678901 is larger than"},
    ),
    bad_values(
        "decimals of 38 digits",
        "arrears_total",
        [Decimal(5), Decimal("9" * 30)],
        pl.Decimal(38, 6),
        {2: "is not an amount of money"},
    ),
    bad_values(
        "decimals below zero",
        "arrears_total",
        [Decimal("5.00"), Decimal("-0.01")],
        pl.Decimal(12, 2),
        {2: "-0.01 has a minus sign"},
    ),
    bad_values(
        "whole dollars", "arrears_total", [5, -5, 10**14], pl.Int64, {2: "-5 has a minus sign", 3: "not an amount"}
    ),
    bad_values(
        "counts of 64 bits",
        "recipient_interviews",
        [5, 2**63, 2**31],
        pl.UInt64,
        {2: "9223372036854775808 is not a whole number", 3: "2147483648 is larger than"},
    ),
    bad_values("counts below zero", "recipient_interviews", [5, -1], pl.Int32, {2: "-1 has a minus sign"}),
    bad_values(
        "dates",
        "notice_sent_on",
        [date(1, 1, 1), date(2020, 1, 1), date(9999, 12, 31), date(2026, 11, 23)],
        pl.Date,
        {1: "0001-01-01 is not a likely date", 3: "9999-12-31 is not a likely date", 4: "lies after the day"},
    ),
    bad_values(
        "categorical choices", "service_basis", ["cash_aid", "tanf", None], pl.Categorical, {2: "'tanf' is not one of"}
    ),
    bad_values(
        "categorical money", "arrears_total", ["500.00", "$5", ""], pl.Categorical, {2: "'$5' is not an amount"}
    ),
    bad_values("categorical yes_no", "money_held", ["true", "yes"], pl.Categorical, {2: "'yes' is not yes or no"}),
    bad_values(
        "enum choices", "service_basis", ["medicaid", "tanf"], pl.Enum(["medicaid", "tanf"]), {2: "'tanf' is not one"}
    ),
    bad_values(
        "text dates", "notice_sent_on", ["2020-02-29", "02/29/2020"], pl.String, {2: "'02/29/2020' is not a date"}
    ),
    bad_values(
        "text with control characters", "bypass_owner", ["a", "b\x00", "c\nd"], pl.String, {2: "control", 3: "control"}
    ),
]
IDS = [
    ids("that are floating", [1.0], pl.Float64, f"{FILE}: column 'case_id' is Float64", "Case ids are text or whole"),
    ids("that are lists", [["B"]], pl.List(pl.String), "column 'case_id' is List"),
    ids("that are dates", [date(2020, 1, 1)], pl.Date, "column 'case_id' is Date"),
    ids("that are all absent", [None, None], pl.Null, "column 'case_id' is Null"),
    ids("absent in rows", ["B-1", None, "", "B-2"], pl.String, "there is no case id", code=REFUSED, refused=(2, 3)),
    ids("doubled as numbers", [7, 8, 7], pl.Int64, "occurs more than once", code=REFUSED, refused=(1, 3)),
    ids(
        "rounded by a spreadsheet",
        ["1.23E+11", "B"],
        pl.String,
        "a spreadsheet has rounded",
        code=REFUSED,
        refused=(1,),
    ),
    ids("as numbers are fine", [7, 8], pl.Int64, '"cases": 2,', code=FINE),
    ids("as categories are fine", ["A", "B"], pl.Categorical, '"cases": 2,', code=FINE),
]
COLUMNS = [
    screened("parquet without case_id", {FILE: parquet(pl.DataFrame({"money_held": [True]}))}, "no column 'case_id'"),
    screened("parquet without columns", {FILE: parquet(pl.DataFrame())}, "no column 'case_id'"),
    screened(
        "parquet with a strange column", {FILE: parquet(column("arears_total", [5.0]))}, "Did you mean arrears_total"
    ),
    screened("parquet with a column of our own", {FILE: parquet(column("__row", [5]))}, "'__row'"),
    screened(
        "parquet with the same id in CSV",
        {"cases/a.parquet": parquet(column("money_held", [True])), "cases/b.csv": b"case_id\nB-0\nB-9\n"},
        '"cases": 1,',
        "occurs more than once",
        code=REFUSED,
        refused=[(1, "case_id"), (2, "case_id")],
    ),
    screened(
        "parquet whose name is a pattern is fine",
        {
            "cases/[a]*.parquet": parquet(column("money_held", [True])),
            "cases/a.parquet": parquet(pl.DataFrame({"case_id": ["C"]})),
        },
        '"cases": 2,',
        code=FINE,
    ),
    screened(
        "parquet of absent values is fine",
        {FILE: parquet(column("arrears_total", [None, None], pl.Null))},
        '"cases": 2,',
        code=FINE,
    ),
    screened(
        "parquet of no rows is fine", {FILE: parquet(column("money_held", [], pl.Boolean))}, '"cases": 0,', code=FINE
    ),
]
CASES = BROKEN + KINDS + VALUES + IDS + COLUMNS
