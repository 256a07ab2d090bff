"""The folder of an extract: which files it may hold, and keys and references across them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from caseclose.caseload.columns import CaseloadError
from caseclose.casework.importing.examine import check_records
from tests.importing.extracts import ON, an_extract, refused_in, small


def refusal(folder: Path) -> str:
    with pytest.raises(CaseloadError) as told:
        check_records(folder=folder, on=ON)
    return str(told.value)


SPOILED: dict[str, tuple[str, bytes, str]] = {
    "a table of another name": (
        "person.csv",
        b"x\n",
        "'person.csv': the schema has no table of this name. Did you mean",
    ),
    "a table as text": ("persons.txt", b"x\n", "'persons.txt': a table is one .csv or .parquet file"),
    "a table packed": ("persons.csv.gz", b"x", "'persons.csv.gz': a table is one .csv or .parquet file"),
    "two files for a table": ("persons.parquet", b"PAR1", "persons: there are two files for this table"),
    "an empty file": ("orders.csv", b"", "orders.csv: the file is empty"),
    "a file of UTF-16": ("orders.csv", "order_id,case\n".encode("utf-16"), "orders.csv: line 1"),
    "a file with semicolons": ("orders.csv", b"order_id;case\n", "';' stands between the columns"),
    "a strange column": ("related_cases.csv", b"case,othr\nc1,c2\n", "'othr' Did you mean other"),
    "a column twice": ("related_cases.csv", b"case,other,case\nc1,c2,c1\n", "column 'case' is there more than once"),
    "a column too few": ("related_cases.csv", b"case\nc1\n", "related_cases.csv: there is no column other"),
    "a damaged Parquet file": ("contact_attempts.parquet", b"PAR1PAR1", "this is not a whole Parquet file"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_folder_is_not_used_at_all_where_there_is(what: str, tmp_path: Path) -> None:
    name, content, told = SPOILED[what]
    tables = {name: rows for name, rows in small().items() if name != "contact_attempts"}
    folder = an_extract(tmp_path / "extract", tables)
    (folder / name).write_bytes(content)
    said = refusal(folder).replace(".  ", ". ")
    assert told.split(" Did you")[0] in said


def test_every_file_that_cannot_be_used_is_named_at_once(tmp_path: Path) -> None:
    folder = an_extract(tmp_path / "extract", small())
    for name in ("orders", "payments", "documents"):
        (folder / f"{name}.csv").write_bytes(b"")
    said = refusal(folder)
    assert [name for name in ("orders", "payments", "documents") if f"{name}.csv: the file is empty" not in said] == []


def test_a_folder_that_is_not_there_and_one_without_tables_are_refused(tmp_path: Path) -> None:
    assert "no such folder" in refusal(tmp_path / "gone")
    (tmp_path / "notes.txt").write_text("x")
    assert "no table of the schema" in refusal(tmp_path)


def test_what_else_lies_in_the_folder_is_passed_over(tmp_path: Path) -> None:
    folder = an_extract(tmp_path / "extract", small())
    (folder / "README.txt").write_text("about")
    (folder / "datapackage.json").write_text("{}")
    (folder / ".hidden.csv").write_text("x")
    (folder / "logs").mkdir()
    assert check_records(folder=folder, on=ON).refused_rows == 0


def test_a_table_of_a_header_alone_is_fine(tmp_path: Path) -> None:
    folder = an_extract(tmp_path / "extract", small())
    (folder / "related_cases.csv").write_text("case,other\n")
    checked = check_records(folder=folder, on=ON)
    assert (checked.refused_rows, checked.tables["related_cases"].rows) == (0, 0)


def test_a_file_that_changes_while_it_is_read_is_not_used(tmp_path: Path) -> None:
    folder = an_extract(tmp_path / "extract", small())

    def touched(_what: str, _done: int, _total: int) -> None:
        (folder / "payments.csv").open("ab").close()
        (folder / "payments.csv").write_text("receipt\n")

    with pytest.raises(CaseloadError, match="payments: the file changed while it was read"):
        check_records(folder=folder, on=ON, progress=touched)


DOUBLED: dict[str, tuple[str, dict[str, Any], str]] = {
    "the same key": ("orders", {"order_id": "r1", "monthly": "9"}, "order_id"),
    "the same key with blanks around it": ("orders", {"order_id": " r1\u00a0", "monthly": "9"}, "order_id"),
    "the same case and day": ("balances", {"case": "c1", "as_of": "2026-10-31", "family": "9"}, "case + as_of"),
    "the same part under two keys": ("participants", {"participant_id": "t8"}, "case + person + role"),
    "the same receipt": ("payments", {"receipt": "y1", "amount": "9"}, "receipt"),
}


@pytest.mark.parametrize("what", DOUBLED)
def test_neither_of_two_rows_is_taken_with(what: str, tmp_path: Path) -> None:
    table, values, column = DOUBLED[what]
    tables = small()
    tables[table].append({**tables[table][0], **values})
    last = len(tables[table]) + 1
    refusals = check_records(folder=an_extract(tmp_path / "extract", tables), on=ON).refusals
    assert refused_in(refusals) == [(f"{table}.csv", 2, column), (f"{table}.csv", last, column)]


def test_keys_are_compared_as_they_are_written_save_for_blanks(tmp_path: Path) -> None:
    tables = small()
    tables["cases"] += [{**tables["cases"][0], "number": number} for number in ("C1", "01", "1", "c1x")]
    assert check_records(folder=an_extract(tmp_path / "extract", tables), on=ON).refused_rows == 0


def test_a_reference_to_nothing_is_refused(tmp_path: Path) -> None:
    tables = small()
    tables["orders"][0]["case"] = "c7"
    tables["findings"][0]["document"] = "d7"
    refusals = check_records(folder=an_extract(tmp_path / "extract", tables), on=ON).refusals
    assert dict(zip(refusals["column"], refusals["reason"], strict=True)) == {
        "case": "it refers to a row that is not in cases",
        "document": "it refers to a row that is not in documents",
    }


def test_what_refers_to_a_refused_row_is_refused_with_it_all_the_way_down(tmp_path: Path) -> None:
    tables = small()
    tables["offices"][0]["zone"] = "Mars/Base"
    refusals = check_records(folder=an_extract(tmp_path / "extract", tables), on=ON).refusals
    told = set(refusals.filter(pl.col("file") != "offices.csv")["reason"])
    assert told == {f"it refers to a row of {name} that is refused" for name in ("offices", "cases", "documents")}
    assert set(refusals["file"]) == {
        f"{name}.csv" for name in small() if name not in {"agencies", "persons", "remedies"}
    }


def test_references_to_a_table_that_the_folder_lacks_are_left_to_the_import(tmp_path: Path) -> None:
    folder = an_extract(tmp_path / "extract", {"balances": small()["balances"]})
    assert check_records(folder=folder, on=ON).refused_rows == 0
