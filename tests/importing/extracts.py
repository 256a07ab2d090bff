"""Small extracts written by hand, in the field's words, and what the database holds read back as an extract."""

from __future__ import annotations

import csv
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)

Row = dict[str, object]


def a_person(key: str, **values: object) -> Row:
    return {"person_id": key, "language": "en", "family_violence": "false", "safe_contact": "mail", **values}


def a_case(number: str, **values: object) -> Row:
    return {"number": number, "office": "o1", "kind": "enforcement", "opened_on": "2015-01-01", **values}


def an_extract(folder: Path, tables: dict[str, list[Row]]) -> Path:
    """Write each table as a CSV file. Its columns are those that some row has."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def bring_in(folder: Path, on: date = ON) -> Any:
    """Import the folder."""
    from caseclose.casework.importing.records import import_records

    return import_records(folder=folder, on=on, at=AT, by="records officer")


def refused_in(refusals: pl.DataFrame) -> list[tuple[str, int, str]]:
    """Return the file, row and column of every refusal, in order."""
    return sorted(refusals.select("file", "row", "column").iter_rows())


SMALL: dict[str, list[Row]] = {
    "offices": [{"code": "o1", "state": "AR", "name": "An office", "zone": "America/Chicago"}],
    "agencies": [
        {"code": "4100000", "name": "Made Agency", "mailing_line_1": "1 Made Box", "mailing_line_2": "Madeville"}
    ],
    "persons": [
        a_person("p1", given_name="Made Given 1", mailing_line_1="1 Made Street", mailing_line_2="Madeville"),
        a_person("p2", given_name="Made Given 2", born_on="1980-02-29"),
        a_person("p3", given_name="Made Given 3", born_on="2015-06-01"),
    ],
    "cases": [a_case("c1"), a_case("c2")],
    "participants": [
        {"participant_id": "t1", "case": "c1", "person": "p1", "role": "custodial_party"},
        {"participant_id": "t2", "case": "c1", "person": "p2", "role": "noncustodial_parent"},
        {"participant_id": "t3", "case": "c1", "person": "p3", "role": "child", "paternity_established": "true"},
    ],
    "orders": [{"order_id": "r1", "case": "c1", "monthly": "250.00", "begun_on": "2016-01-01", "medical": "false"}],
    "balances": [{"case": "c1", "as_of": "2026-10-31", "family": "312.40", "assigned": "0.00"}],
    "assistance": [{"period_id": "a1", "case": "c1", "kind": "medicaid", "begun_on": "2020-01-01"}],
    "medical_assignments": [{"assignment_id": "m1", "case": "c1", "begun_on": "2020-01-01"}],
    "locate_efforts": [{"effort_id": "l1", "case": "c1", "source": "dmv", "on": "2026-01-05", "found": "false"}],
    "contact_attempts": [
        {"attempt_id": "x1", "case": "c1", "method": "phone", "on": "2026-01-06", "reached": "true"}
    ],
    "documents": [
        {"document_id": "d1", "case": "c1", "evidence": "support_order", "title": "Order", "sha256": "0" * 64,
         "received_on": "2016-01-02"}
    ],
    "findings": [
        {"finding_id": "f1", "case": "c1", "fact": "collection_unlikely", "value": "true", "document": "d1",
         "found_on": "2026-05-01", "found_by": "worker one"}
    ],
    "remedies": [
        {"remedy_id": "e1", "kind": "passport", "placed_on": "2020-03-01"},
        {"remedy_id": "e2", "kind": "income_withholding", "placed_on": "2020-03-01", "party": "Made Employer"},
    ],
    "remedy_cases": [
        {"remedy": remedy, "case": case} for remedy, case in (("e1", "c1"), ("e2", "c1"), ("e2", "c2"))
    ],
    "payments": [
        {"receipt": "y1", "case": "c1", "amount": "50.00", "source": "direct", "received_on": "2026-09-01"}
    ],
    "related_cases": [{"case": "c1", "other": "c2"}],
}  # fmt: skip
"""One case with one row, or nearly, in every table."""


def small() -> dict[str, list[Row]]:
    """Return the tables of one case, to be changed as a test likes."""
    return deepcopy(SMALL)
