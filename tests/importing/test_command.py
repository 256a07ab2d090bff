"""caseclose records: what it prints, where it leaves the report, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseclose.casework.importing.descriptor import shipped_text
from caseclose.casework.models import Case
from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Wiring
from caseclose.site.setup import prepare
from tests.cli.running import PLAIN, Ran
from tests.importing.extracts import AT, ON, an_extract, small

FINE, FAULTS, UNUSABLE, REFUSED = 0, 1, 2, 3
WIRING = Wiring(now=lambda: AT, today=lambda _zone: ON, prepare=prepare)
IMPORT = ("--on", str(ON), "--by", "records officer")


def run(*args: object) -> Ran:
    words = [str(arg) for arg in args]
    runner = CliRunner(env={**PLAIN, "COLUMNS": "100"})
    result = runner.invoke(caseclose, words, obj=WIRING, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def a_spoiled_extract(folder: Path) -> Path:
    tables = small()
    tables["orders"][0]["monthly"] = "five"
    return an_extract(folder, tables)


def test_check_finds_nothing_in_a_good_extract_and_needs_no_database(tmp_path: Path) -> None:
    ran = run("records", "check", an_extract(tmp_path / "extract", small()), "--on", ON)
    assert ran.code == FINE, ran.err
    assert "payments" in ran.out
    assert not Path("refused.csv").exists()


def test_check_exits_with_1_and_leaves_a_report_where_rows_would_be_refused(tmp_path: Path) -> None:
    ran = run("records", "check", a_spoiled_extract(tmp_path / "extract"), "--on", ON, "--report", "r.csv", "--json")
    page = json.loads(ran.out)
    assert (ran.code, page["refused"]["orders"], page["rows"]["persons"], page["report"]) == (FAULTS, 1, 3, "r.csv")
    assert Path("r.csv").read_text("utf-8").count("\n") == 2


@pytest.mark.usefixtures("clean_database")
def test_import_prints_what_it_did_by_table(tmp_path: Path) -> None:
    folder = an_extract(tmp_path / "extract", small())
    ran = run("records", "import", folder, *IMPORT)
    assert ran.code == FINE, ran.err
    assert [line.split() for line in ran.out.splitlines() if line.startswith("persons")] == [
        ["persons", "3", "3", "0", "0"]
    ]
    again = run("records", "import", folder, *IMPORT)
    assert (again.code, again.out) == (FINE, "Every file was imported before; nothing was to be done.\n")


@pytest.mark.usefixtures("clean_database")
def test_import_takes_the_good_rows_exits_with_3_and_says_which_cases_are_held(tmp_path: Path) -> None:
    ran = run("records", "import", a_spoiled_extract(tmp_path / "extract"), *IMPORT)
    assert ran.code == REFUSED
    assert "Held back from closing, since rows of theirs were refused: 1 case." in ran.out
    assert "1 row was refused; see refused.csv" in ran.out
    assert Path("refused.csv").exists()
    assert Case.objects.count() == 2


@pytest.mark.usefixtures("clean_database")
def test_import_tells_programs_the_same_as_json(tmp_path: Path) -> None:
    page = json.loads(run("records", "import", a_spoiled_extract(tmp_path / "extract"), *IMPORT, "--json").out)
    assert page["tables"]["orders"] == {"rows": 1, "added": 0, "changed": 0, "refused": 1}
    assert (page["new"], page["resumed"], page["cases_held"], page["report"]) == (True, False, 1, "refused.csv")


@pytest.mark.usefixtures("clean_database")
def test_import_of_a_folder_that_cannot_be_used_exits_with_2_and_changes_nothing(tmp_path: Path) -> None:
    folder = an_extract(tmp_path / "extract", small())
    (folder / "orders.csv").write_bytes(b"")
    (folder / "cases.csv").write_text("number,office\n")
    ran = run("records", "import", folder, *IMPORT)
    assert ran.code == UNUSABLE
    assert "orders.csv: the file is empty" in ran.err
    assert "cases.csv: there is no column kind, opened_on" in ran.err
    assert Case.objects.count() == 0


@pytest.mark.usefixtures("clean_database")
def test_import_of_an_older_extract_exits_with_2(tmp_path: Path) -> None:
    run("records", "import", an_extract(tmp_path / "one", small()), *IMPORT)
    tables = small()
    tables["orders"][0]["monthly"] = "1.00"
    ran = run("records", "import", an_extract(tmp_path / "two", tables), "--on", "2026-11-21", "--by", "x")
    assert ran.code == UNUSABLE
    assert "an extract of 2026-11-22 is in the records already" in ran.err


def test_schema_prints_the_schema_as_it_is() -> None:
    assert run("records", "schema").out == shipped_text()


def test_caseload_make_makes_records_that_check_takes() -> None:
    made = run("caseload", "make", "made", "--records", "--cases", 50, "--state", "ar", "--json")
    page = json.loads(made.out)
    assert (made.code, page["made"], page["cases"]) == (FINE, True, 50)
    assert "made/cases.parquet" in page["files"]
    assert run("records", "check", "made", "--on", page["on"]).code == FINE
    assert run("caseload", "make", "made", "--records", "--cases", 50, "--state", "ar").code == UNUSABLE
    again = run("caseload", "make", "made", "--records", "--csv", "--cases", 50, "--state", "ar", "--replace")
    assert again.code == FINE
    assert sorted(path.suffix for path in Path("made").iterdir()) == [".csv"] * 17 + [".txt"]
