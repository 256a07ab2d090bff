"""The guide explains every reason for which a row of a caseload can be refused, and no reason that is not given."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseclose.cli.console import ROWS_REFUSED
from caseclose.cli.main import caseclose

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "assess-and-screen.md"
COLUMNS = [
    "case_id",
    "current_order",
    "arrears_total",
    "arrears_family",
    "arrears_assigned",
    "arrears_payment_made",
    "last_arrears_payment_on",
    "recipient_interviews",
    "service_basis",
    "bypass_owner",
]
CELLS: list[dict[str, str]] = [
    {"case_id": ""},
    {"case_id": "TWICE"},
    {"case_id": "TWICE"},
    {"case_id": "1.23E+12"},
    {"case_id": "L" * 65},
    {"current_order": "Y"},
    {"arrears_total": "$1 200"},
    {"arrears_total": "12.345"},
    {"arrears_total": "-3.00"},
    {"arrears_total": "99999999999.00"},
    {"arrears_total": "N/A"},
    {"arrears_total": "100.00", "arrears_family": "50.00", "arrears_assigned": "49.00"},
    {"arrears_payment_made": "false", "last_arrears_payment_on": "2025-01-01"},
    {"last_arrears_payment_on": "11/22/2026"},
    {"last_arrears_payment_on": "2026-02-30"},
    {"last_arrears_payment_on": "1026-12-01"},
    {"last_arrears_payment_on": "2026-12-01"},
    {"recipient_interviews": "two"},
    {"service_basis": "aplication"},
    {"bypass_owner": "o" * 300},
    {"bypass_owner": "a\u202eb"},
]
LINES = [
    b"SHORT,true",
    b'QUOTE,"true' + b"," * 9,
    b"LATIN,,,,,,,,,\xe9",
    b"NUL,,,,,,,,,\0",
    b"CR,\r,,,,,,,,",
    b"x" * 200_000,
]


def broken_caseload() -> bytes:
    """A CSV caseload in which every line after the first has another fault."""
    rows = [{"case_id": f"MADE-{number}", **cells} for number, cells in enumerate(CELLS)]
    lines = [",".join(row.get(name, "") for name in COLUMNS).encode() for row in rows]
    return b"\n".join([",".join(COLUMNS).encode(), *lines, *LINES, b""])


@pytest.fixture(scope="module")
def reasons(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("refusals")
    (folder / "broken.csv").write_bytes(broken_caseload())
    call = ["screen", str(folder / "broken.csv"), "--state", "ca", "--on", "2026-11-22", "--out", str(folder / "out")]
    assert CliRunner().invoke(caseclose, call).exit_code == ROWS_REFUSED
    with (folder / "out" / "refused.csv").open(encoding="utf-8", newline="") as stream:
        return [row["reason"] for row in csv.DictReader(stream)]


def explained() -> list[str]:
    """The reasons in the guide's table, each as a pattern: `…` stands for anything."""
    _, _, table = GUIDE.read_text(encoding="utf-8").partition("| reason | what to do |\n|---|---|\n")
    cells = [line.split("|")[1].strip() for line in table.split("\n\n", 1)[0].splitlines()]
    return [re.escape(each).replace("…", ".*") for cell in cells for each in cell.split(" · ")]


def test_every_line_of_the_broken_caseload_is_refused(reasons: list[str]) -> None:
    assert len(reasons) == len(CELLS) + len(LINES)


def test_every_reason_for_a_refused_row_is_explained_in_the_guide(reasons: list[str]) -> None:
    assert [reason for reason in reasons if not any(re.search(each, reason) for each in explained())] == []


def test_the_guide_explains_no_reason_that_is_not_given(reasons: list[str]) -> None:
    assert len(explained()) > 20
    assert [each for each in explained() if not any(re.search(each, reason) for reason in reasons)] == []
