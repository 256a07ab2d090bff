"""Cells that cannot be right, in each kind of column, and why; beside them cells that are fine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from caseclose.caseload.columns import CaseloadError
from caseclose.casework.importing.examine import check_records
from tests.importing.extracts import ON, Row, an_extract, refused_in, small

AMOUNT = "this is not an amount of money; write only digits and a point, as in 1234.50"
DAY = "this is not a date; write year (four digits), month and day, as in 2026-11-22"
CALENDAR = "this is not a day of the calendar"
LIKELY = "this is not a likely date; years run from 1900 to 2200"
AHEAD = "the date lies after the day of the extract"
MINUS = "this has a minus sign; it cannot be below zero"
SMALL = "this has parts of a cent; write 2 digits after the point"
NEEDED = "there is no value; this column needs one"
SSN = "this holds what looks like a Social Security number"
CONTROL = "the text has control characters in it"

BAD: dict[tuple[str, str], dict[str, str]] = {
    ("balances", "family"): {
        "": NEEDED, "-0.01": MINUS, "-5": MINUS, "499.999": SMALL, "$5": AMOUNT, "1,234.00": AMOUNT, "499,99": AMOUNT,
        "(500.00)": AMOUNT, "1.23E+11": AMOUNT, "1e400": AMOUNT, "NaN": AMOUNT, "Infinity": AMOUNT, "five": AMOUNT,
        "12345678901.00": AMOUNT, ".50": AMOUNT, "5.": AMOUNT, "+5": AMOUNT, "٤٩٩": AMOUNT, "=1+1": AMOUNT,
    },
    ("payments", "received_on"): {
        "": NEEDED, "02/29/2024": DAY, "24-02-29": DAY, "2024-2-9": DAY, "20240229": DAY, "45351": DAY,
        "2024-02-29T00:00:00": DAY, "NULL": DAY, "2027-02-29": CALENDAR, "2026-02-30": CALENDAR,
        "2026-13-01": CALENDAR, "0000-01-01": LIKELY, "0001-01-01": LIKELY, "9999-12-31": LIKELY,
        "1899-12-31": LIKELY, "2026-11-23": AHEAD,
    },
    ("persons", "family_violence"): dict.fromkeys(("yes", "1", "Y", "truee", "n/a"),
                                                  "this is not yes or no; write true or false") | {"": NEEDED},
    ("persons", "safe_contact"): {"post": "this is not one of mail, phone, email, none", "": NEEDED},
    ("persons", "email"): dict.fromkeys(
        ("reader", "reader@mail", "@mail.example", "a@b@mail.example", "a b@mail.example"),
        r"this is not in the form ^[^@\s]+@[^@\s]+[.][^@\s.]+$",
    ),
    ("persons", "text_phone"): dict.fromkeys(("6505550142", "+44 20 7946 0000", "+1650555014"),
                                             "this is not in the form ^[+]1[2-9][0-9]{9}$"),
    ("persons", "electronic_channel"): {"fax": "this is not one of email, text"},
    ("persons", "electronic_withdrawn_on"): {"2026-11-23": AHEAD},
    ("persons", "language"): {"English": "this is not in the form ^[a-z]{2,3}$", "": NEEDED},
    ("persons", "given_name"): {"Made 987-65-4320": SSN, "987654320": SSN, "a\x07": CONTROL, "a\u202eb": CONTROL,
                                "x" * 201: "longer than 200 characters"},
    ("persons", "died_on"): {"1979-01-01": "the date lies before born_on"},
    ("persons", "person_id"): {
        "": NEEDED, "NULL": "this word stands for nothing; it is no key",
        "1.23E+11": "a spreadsheet has rounded this; take the keys out anew, as text",
        "987-65-4320": "this looks like a Social Security number; use another key",
        "x" * 65: "longer than 64 characters", "p\x1b[31m": CONTROL,
    },
    ("orders", "ended_on"): {"2015-12-31": "the date lies before begun_on"},
    ("locate_efforts", "source"): {"Motor vehicles": "this is not in the form ^[a-z0-9_]{1,64}$"},
    ("documents", "evidence"): {"photo": "this is not one of the evidence that the policy has"},
    ("documents", "sha256"): {"0" * 63: "this is not in the form ^[0-9a-f]{64}$"},
    ("remedies", "kind"): {"boot": "this is not one of the remedies that the policy has",
                           "court_order": "this is not one of the remedies that the policy has"},
    ("findings", "fact"): {"is_nice": "this is not one of the facts that the policy has"},
    ("related_cases", "other"): {"c1": "this is the same as case"},
    ("cases", "application_fee"): {"10000.00": "this is larger than 9999.99"},
}  # fmt: skip

GOOD: dict[tuple[str, str], tuple[str, ...]] = {
    ("balances", "family"): ("0", "0.00", "499.99", " 500 ", "0500.00", "500.0000", "9999999999.99"),
    ("payments", "received_on"): ("2024-02-29", "2026-11-22", "1900-01-01", " 2024-02-29\u00a0"),
    ("persons", "family_violence"): ("true", "FALSE", " True "),
    ("persons", "email"): ("", "reader@mail.example", "O'Brien+x@sub.mail.example"),
    ("persons", "text_phone"): ("", "+16505550142"),
    ("persons", "given_name"): ("", "Null", "None", "O'Brien", "José", "=1+1", 'the "late"', "a, b", "Made 00000123"),
    ("persons", "mailing_line_1"): ("", "Suite 5, 123456789", "72201-1234"),
    ("orders", "ended_on"): ("", "2016-01-01", "2040-01-01"),
    ("cases", "application_fee"): ("", "0", "25.00"),
    ("cases", "responding"): ("", "true"),
}


def with_cell(table: str, column: str, text: object) -> dict[str, list[Row]]:
    """The small extract with one cell changed: in the second row of a table that others refer to."""
    tables = small()
    rows = tables[table]
    row = 1 if table == "persons" else 0
    rows[row][column] = text
    return tables


def reasons(folder: Path, table: str, column: str) -> list[str]:
    found = check_records(folder=folder, on=ON).refusals
    return found.filter((pl.col("file").str.starts_with(table)) & (pl.col("column") == column))["reason"].to_list()


@pytest.mark.parametrize(
    ("table", "column", "text"), [(*place, text) for place, texts in BAD.items() for text in texts], ids=repr
)
def test_a_cell_that_cannot_be_right_is_refused_with_its_reason(
    table: str, column: str, text: str, tmp_path: Path
) -> None:
    folder = an_extract(tmp_path / "extract", with_cell(table, column, text))
    assert reasons(folder, table, column) == [BAD[table, column][text]]


@pytest.mark.parametrize(
    ("table", "column", "text"), [(*place, text) for place, texts in GOOD.items() for text in texts], ids=repr
)
def test_a_cell_that_is_fine_is_not_refused(table: str, column: str, text: str, tmp_path: Path) -> None:
    folder = an_extract(tmp_path / "extract", with_cell(table, column, text))
    assert check_records(folder=folder, on=ON).refused_rows == 0


FOUND = {
    ("collection_unlikely", "perhaps"): "write true or false",
    ("recipient_interviews", "two"): "write only digits",
    ("tribal_notice_sent_on", "2026-11-23"): "write year, month and day",
    ("arrears_total", "-1"): "write only digits and a point",
    ("service_basis", "tanf"): "write one of the words that the fact has",
    ("bypass_owner", "a\u202eb"): "",
}


@pytest.mark.parametrize(("fact", "value"), FOUND)
def test_a_finding_must_have_a_value_of_its_fact(fact: str, value: str, tmp_path: Path) -> None:
    tables = small()
    tables["findings"][0] |= {"fact": fact, "value": value}
    told = reasons(an_extract(tmp_path / "extract", tables), "findings", "value")
    assert len(told) == 1
    assert FOUND[fact, value] in told[0]


@pytest.mark.parametrize(
    ("fact", "value"),
    [("collection_unlikely", "FALSE"), ("recipient_interviews", "2"), ("tribal_notice_sent_on", "2026-11-22"),
     ("arrears_total", "499.99"), ("service_basis", "cash_aid"), ("bypass_expires_on", "2027-01-01")],
)  # fmt: skip
def test_a_finding_with_a_value_of_its_fact_is_fine(fact: str, value: str, tmp_path: Path) -> None:
    tables = small()
    tables["findings"][0] |= {"fact": fact, "value": value}
    assert reasons(an_extract(tmp_path / "extract", tables), "findings", "value") == []


def test_two_bad_cells_of_one_row_are_both_told(tmp_path: Path) -> None:
    tables = small()
    tables["balances"][0] |= {"family": "five", "assigned": "six"}
    refusals = check_records(folder=an_extract(tmp_path / "extract", tables), on=ON).refusals
    assert refused_in(refusals) == [("balances.csv", 2, "assigned"), ("balances.csv", 2, "family")]


PARQUET: dict[str, tuple[str, str, list[Any], Any, dict[int, str]]] = {
    "floating amounts": ("balances", "family", [0.1 + 0.2, 499.999, float("nan"), float("inf"), -5.0, 1e12], pl.Float64,
                         {2: SMALL, 3: AMOUNT, 4: AMOUNT, 5: MINUS, 6: AMOUNT}),
    "decimals of four places": ("balances", "family", [Decimal("5.0100"), Decimal("5.0101")], pl.Decimal(20, 4),
                                {2: SMALL}),
    "whole dollars": ("balances", "family", [5, -5, 10**14], pl.Int64, {2: MINUS, 3: AMOUNT}),
    "dates": ("balances", "as_of", [date(1, 1, 1), date(2020, 1, 1), date(2026, 11, 23)], pl.Date,
              {1: LIKELY, 3: AHEAD}),
    "text dates": ("balances", "as_of", ["2020-02-29", "02/29/2020"], pl.String, {2: DAY}),
    "categories": ("balances", "family", ["500.00", "$5"], pl.Categorical, {2: AMOUNT}),
}  # fmt: skip


@pytest.mark.parametrize("what", PARQUET)
def test_a_parquet_file_is_held_to_the_same(what: str, tmp_path: Path) -> None:
    table, column, values, dtype, wanted = PARQUET[what]
    frame = pl.DataFrame({
        "case": ["c1"] * len(values),
        "as_of": [date(2000, 1, 1 + n) for n in range(len(values))],
        "family": [Decimal(1)] * len(values),
        "assigned": [Decimal(0)] * len(values),
    }).with_columns(pl.Series(column, values, dtype=dtype))  # fmt: skip
    folder = an_extract(tmp_path / "extract", {name: rows for name, rows in small().items() if name != table})
    frame.write_parquet(folder / f"{table}.parquet")
    refusals = check_records(folder=folder, on=ON).refusals
    assert {row: reason for _, row, _, reason, _ in refusals.iter_rows()} == wanted


def test_keys_may_be_whole_numbers_in_a_parquet_file(tmp_path: Path) -> None:
    tables = small()
    del tables["related_cases"], tables["remedy_cases"], tables["remedies"]
    folder = an_extract(tmp_path / "extract", {**tables, "orders": []})
    (folder / "orders.csv").unlink()
    pl.DataFrame(
        {"order_id": [7], "case": ["c1"], "monthly": [5], "begun_on": [date(2020, 1, 1)], "medical": [True]}
    ).write_parquet(folder / "orders.parquet")
    assert check_records(folder=folder, on=ON).refused_rows == 0


@pytest.mark.parametrize(
    ("column", "values"), [("family", [True]), ("as_of", [5]), ("case", [1.5]), ("family", [date(2020, 1, 1)])]
)
def test_a_parquet_column_that_can_never_hold_it_makes_the_folder_unusable(
    column: str, values: list[Any], tmp_path: Path
) -> None:
    folder = an_extract(tmp_path / "extract", {"cases": small()["cases"]})
    row = {"case": "c1", "as_of": date(2020, 1, 1), "family": Decimal(1), "assigned": Decimal(0)}
    pl.DataFrame([row]).with_columns(pl.Series(column, values)).write_parquet(folder / "balances.parquet")
    with pytest.raises(CaseloadError, match=f"balances.parquet: column '{column}' is"):
        check_records(folder=folder, on=ON)
