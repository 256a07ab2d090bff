"""The report of refused rows: it says where and why, and never what stood there."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from caseclose.casework.importing.examine import check_records
from caseclose.casework.importing.refused import masked, write_report
from tests.importing.extracts import ON, an_extract, small

MASKED = {
    "987-65-4320": "999-99-9999",
    "O'Brien": "X'Xxxxx",
    "José-Ana 7": "Xxxx-Xxx 9",
    "$1,234.5": "$9,999.9",
    "02/29/2024": "99/99/9999",
    "a\x07b\u202ec": "x?x?x",
    "٤٩": "99",
    "山田": "xx",
    "": "",
    "x" * 50: "x" * 40,
}


@pytest.mark.parametrize("value", MASKED)
def test_a_value_is_shown_by_its_shape_alone(value: str) -> None:
    assert pl.DataFrame({"value": [value]}).select(masked("value")).item() == MASKED[value]


def test_the_report_holds_no_word_of_the_rows(tmp_path: Path) -> None:
    tables = small()
    tables["persons"][1] |= {"given_name": "Secret Name 987-65-4320", "safe_contact": "pigeon"}
    tables["orders"][0]["monthly"] = "twelve"
    refusals = check_records(folder=an_extract(tmp_path / "extract", tables), on=ON).refusals
    write_report(tmp_path / "refused.csv", refusals)
    text = (tmp_path / "refused.csv").read_text("utf-8")
    assert [word for word in ("Secret", "987", "pigeon", "twelve", "p2") if word in text] == []
    with (tmp_path / "refused.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["file", "row", "column", "reason", "value"]
    assert {(row["file"], row["row"], row["column"], row["value"]) for row in rows} == {
        ("persons.csv", "3", "given_name", "Xxxxxx Xxxx 999-99-9999"),
        ("persons.csv", "3", "safe_contact", "xxxxxx"),
        ("orders.csv", "2", "monthly", "xxxxxx"),
        ("participants.csv", "3", "person", "x9"),
    }


def test_a_spreadsheet_runs_nothing_of_it(tmp_path: Path) -> None:
    tables = small()
    tables["orders"][0]["monthly"] = "=1+1"
    tables["balances"][0]["family"] = "-5"
    refusals = check_records(folder=an_extract(tmp_path / "extract", tables), on=ON).refusals
    write_report(tmp_path / "refused.csv", refusals)
    with (tmp_path / "refused.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["value"] for row in csv.DictReader(stream)} == {"'=9+9", "'-9"}


def test_a_report_takes_the_place_of_the_last_one_whole(tmp_path: Path) -> None:
    report = tmp_path / "refused.csv"
    report.write_text("last one")
    tables = small()
    tables["orders"][0]["monthly"] = "x"
    write_report(report, check_records(folder=an_extract(tmp_path / "extract", tables), on=ON).refusals)
    assert report.read_text("utf-8").splitlines()[0] == "file,row,column,reason,value"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
