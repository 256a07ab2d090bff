"""Screening and assessing what is in the case records: the same law, and the same answers as from a file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from caseclose.caseload.columns import CASE_ID
from caseclose.casework.models import Candidate
from caseclose.casework.selectors.candidates import candidate_numbers
from caseclose.casework.selectors.facts import facts_frame
from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Wiring
from caseclose.site.setup import prepare
from tests.casework.closable import a_closable_case
from tests.casework.factories import a_case
from tests.cli.running import PLAIN, Ran

pytestmark = pytest.mark.usefixtures("clean_database")
DAY = date(2026, 11, 22)
WIRING = Wiring(now=lambda: datetime(2026, 11, 22, 20, tzinfo=UTC), today=lambda _zone: DAY, prepare=prepare)
SCREEN = ("screen", "--state", "ca", "--on", DAY, "--json")


def run(*args: object) -> Ran:
    runner = CliRunner(env={**PLAIN, "COLUMNS": "100"})
    result = runner.invoke(caseclose, [str(arg) for arg in args], obj=WIRING, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def page(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def some_cases() -> None:
    a_closable_case("CA-1")
    a_closable_case("CA-2", payment_processing_case="true")
    a_case("CA-3", arrears=("9000.00", "0.00"))
    a_case("AR-1", state="ar", arrears=("10.00", "0.00"))


def test_the_records_of_a_state_are_screened_and_the_candidates_kept(tmp_path: Path) -> None:
    some_cases()
    found = page(run(*SCREEN, "--from-db", "--out", tmp_path / "out"))
    assert (found["cases"], found["refused"]) == (3, 0)
    assert candidate_numbers(state="ca") == candidate_numbers(criterion="ca.b1") == ["CA-1"]
    assert candidate_numbers(state="ar") == candidate_numbers(criterion="ca.b4") == []
    first = Candidate.objects.get(pk="CA-1")
    assert (first.closable_under, first.must_close, first.screened_on) == (["ca.b1"], True, DAY)
    assert Candidate.objects.get(pk="CA-2").held_by == ["gate.payment_processing_case"]


def test_candidates_that_a_screening_kept_are_proposed_and_then_wait_no_more(tmp_path: Path) -> None:
    some_cases()
    propose = ("bulk", "propose", "--candidates", "--state", "ca", "--on", DAY, "--json")
    assert "Find some: caseclose screen --from-db" in run(*propose, "--under", "ca.b1", "--preview").err
    assert "bulk propose --candidates" in run(*SCREEN[:-1], "--from-db", "--out", tmp_path / "out").out
    assert "Candidates are waiting under: ca.b1 (1)." in run(*propose, "--under", "ca.b4", "--preview").err
    found = page(run(*propose, "--under", "ca.b1", "--preview"))
    assert found["waiting"] == ["CA-1"]
    done = page(run(*propose[:2], "--from-preview", found["batch"], "--by", "worker one", "--on", DAY, "--json"))
    assert (done["done"], done["refused"]) == (["CA-1"], [])
    assert candidate_numbers(state="ca") == []


def test_a_newer_screening_takes_the_place_of_the_last_one_of_its_state(tmp_path: Path) -> None:
    some_cases()
    run(*SCREEN, "--from-db", "--out", tmp_path / "out")
    run("screen", "--state", "ar", "--on", DAY, "--from-db", "--out", tmp_path / "ar")
    assert Candidate.objects.filter(case__office__state="ca").count() == 2
    from caseclose.casework.models import Balance

    Balance.objects.filter(case_id="CA-1").update(family="600.00")
    run(*SCREEN, "--from-db", "--out", tmp_path / "out", "--replace")
    assert candidate_numbers(state="ca") == []


def test_the_results_are_those_of_the_same_cases_in_a_file(tmp_path: Path) -> None:
    some_cases()
    frame = facts_frame(DAY).filter(pl.col(CASE_ID).str.starts_with("CA"))
    frame.write_parquet(tmp_path / "cases.parquet")
    from_file = page(run(*SCREEN, tmp_path / "cases.parquet", "--out", tmp_path / "file"))
    from_db = page(run(*SCREEN, "--from-db", "--out", tmp_path / "db"))
    assert {**from_file, "out": ""} == {**from_db, "out": ""}
    for folder in ("verdicts", "missing", "candidates"):
        one, other = (pl.read_parquet(tmp_path / kind / folder / "*.parquet") for kind in ("file", "db"))
        assert one.equals(other)


def test_no_case_in_the_state_is_a_screening_of_none(tmp_path: Path) -> None:
    assert page(run(*SCREEN, "--from-db", "--out", tmp_path / "out"))["cases"] == 0


@pytest.mark.parametrize("words", [("x.parquet", "--from-db"), ()])
def test_a_caseload_and_the_records_are_not_screened_both_nor_neither(tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = run(*SCREEN, *words, "--out", tmp_path / "out")
    assert ran.code == 2
    assert "--from-db" in ran.err


def test_a_case_on_record_is_assessed_under_the_law_of_its_office_with_the_source_of_each_fact() -> None:
    some_cases()
    found = page(run("assess", "--case", "CA-1", "--on", DAY, "--json"))
    assert (found["case_id"], found["state"], found["closable_under"]) == ("CA-1", "ca", ["ca.b1"])
    assert "2026-11-01" in json.dumps(found["pins"])
    assert "Case CA-1" in run("assess", "--case", "CA-1", "--on", DAY).out
    asked = page(run("assess", "--case", "AR-1", "--on", DAY, "--request", "--json"))
    assert (asked["state"], asked["outcome"]) == ("ar", "cannot_say_yet")


def test_what_cannot_be_assessed_is_named() -> None:
    some_cases()
    assert "there is no case CA-9" in run("assess", "--case", "CA-9", "--on", DAY).err
    assert "is worked in ca, not in ar" in run("assess", "--case", "CA-1", "--state", "ar", "--on", DAY).err
    assert "--case" in run("assess", "--on", DAY).err
