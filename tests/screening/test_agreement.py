"""Screening a caseload and weighing its cases one by one give the same answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from caseclose.caseload.making.make import make_caseload
from caseclose.closure.assessment import Assessment, assess
from caseclose.law.in_force import LawInForce, law_in_force
from caseclose.law.reading import shipped
from caseclose.law.verdict import Facts
from caseclose.screening.run import Screened, screen
from caseclose.screening.tally import Tally

DAYS = (date(2016, 12, 31), date(2019, 6, 1), date(2026, 11, 22))
STATES = ("us", "ca", "ar")
CASES = 3_000


@pytest.fixture(scope="module", params=DAYS, ids=str)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[date, Path]:
    """A made caseload whose dates lie on both sides of every limit on the day of the decision."""
    day: date = request.param
    path = tmp_path_factory.mktemp("made") / "cases.parquet"
    make_caseload(path, cases=CASES, seed=day.year, state="CA", as_of=day)
    return day, path


Read = tuple[dict[str, str], dict[str, set[str]], dict[str, Any] | None]
"""What the weighing of one case says: its verdicts, its missing evidence, and its row in the list of candidates."""


def assessed(law: LawInForce, path: Path, cases: int = CASES) -> dict[str, Read]:
    rows = pl.read_parquet(path, n_rows=cases).iter_rows(named=True)
    return {row["case_id"]: read(assess(law, known(row))) for row in rows}


def read(assessment: Assessment) -> Read:
    return verdicts(assessment), missing(assessment), candidate(assessment)


def known(row: dict[str, Any]) -> Facts:
    return {name: value for name, value in row.items() if value is not None and name != "case_id"}


def rows_of(screened: Screened, name: str) -> dict[str, dict[str, Any]]:
    rows = pl.read_parquet(screened.out / name / "*.parquet").iter_rows(named=True)
    return {row.pop("case_id"): row for row in rows}


def verdicts(assessment: Assessment) -> dict[str, str]:
    findings = [finding for item in assessment.criteria for finding in (item.finding, *item.limbs)]
    return {finding.id: finding.verdict.value for finding in findings}


def missing(assessment: Assessment) -> dict[str, set[str]]:
    findings = [finding for item in assessment.criteria for finding in item.limbs or (item.finding,)]
    return {finding.id: set(finding.missing) for finding in findings}


def candidate(assessment: Assessment) -> dict[str, Any] | None:
    """What the list of candidates must say of a case that meets a governing criterion; None of any other."""
    met = [item for item in assessment.criteria if item.closable]
    if not met:
        return None
    return {
        "met": [item.standing.id for item in met],
        "closable_under": list(assessment.closable_under),
        "limbs": sorted(limb.id for item in met for limb in item.limbs if limb.verdict == "met"),
        "held_by": sorted({gate.standing.id for item in met for gate in assessment.held(item, "propose")}),
        "must_close": assessment.must_close,
    }


def in_order(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "limbs": sorted(row["limbs"]), "held_by": sorted(row["held_by"])}


@pytest.mark.parametrize("state", STATES)
def test_a_screening_and_the_weighing_of_each_case_agree(state: str, made: tuple[date, Path], tmp_path: Path) -> None:
    day, path = made
    law = law_in_force(shipped(), state, day)
    one_by_one = assessed(law, path)
    screened = screen(path, law, tmp_path / "out")
    assert screened.refusals == ()
    assert rows_of(screened, "verdicts") == {case: verdicts for case, (verdicts, _, _) in one_by_one.items()}
    told = {case: names(row) for case, row in rows_of(screened, "missing").items()}
    assert told == {case: missing for case, (_, missing, _) in one_by_one.items()}
    listed = {case: in_order(row) for case, row in rows_of(screened, "candidates").items()}
    assert listed == {case: row for case, (_, _, row) in one_by_one.items() if row}
    assert counted(screened.tally) == (CASES, 0, with_grounds(listed), len(listed) - with_grounds(listed))


def names(row: dict[str, str]) -> dict[str, set[str]]:
    return {part: set(words.split(", ")) if words else set() for part, words in row.items()}


def with_grounds(listed: dict[str, dict[str, Any]]) -> int:
    return sum(bool(row["closable_under"]) for row in listed.values())


def counted(tally: Tally) -> tuple[int, int, int, int]:
    return tally.cases, tally.refused, tally.candidates, tally.held


def test_the_made_cases_reach_every_verdict_of_most_criteria(made: tuple[date, Path]) -> None:
    """Agreement would prove little over cases that all look alike."""
    day, path = made
    seen = assessed(law_in_force(shipped(), "us", day), path, 600).values()
    reached = {(rule, words) for verdicts, _, _ in seen for rule, words in verdicts.items()}
    rules = {rule for rule, _ in reached}
    assert len(reached) >= 0.85 * 3 * len(rules)


@pytest.mark.parametrize("name", ["case.toml", "case.json"])
def test_one_case_in_toml_or_json_is_screened_like_a_caseload_of_one(tmp_path: Path, name: str) -> None:
    text = {
        "case.toml": 'case_id = "T-1"\ncurrent_order = false\narrears_total = 499.99\narrears_payment_made = false\n',
        "case.json": '{"case_id": "T-1", "current_order": false, "arrears_total": 499.99,'
        ' "arrears_payment_made": false}',
    }[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    law = law_in_force(shipped(), "ca", date(2026, 11, 22))
    screened = screen(tmp_path / name, law, tmp_path / "out")
    found = pl.read_parquet(tmp_path / "out" / "candidates" / "*.parquet").row(0, named=True)
    assert (screened.tally.cases, found["case_id"], found["closable_under"]) == (1, "T-1", ["ca.b1"])
