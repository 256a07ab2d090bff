"""Bad rows are refused, all of them and no others, and the good rows are screened as if the bad ones were not there."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.caseload.making.make import make_caseload
from caseclose.law.in_force import LawInForce, law_in_force
from caseclose.law.reading import shipped
from caseclose.screening.run import Screened, screen
from tests.cli.running import Ran, run
from tests.screening.planting import Place, Planted, plant

DAY = date(2026, 11, 22)
CASES, BAD_CELLS, DOUBLED, MISSHAPEN = 20_000, 150, 20, 40
LINE_OF_FIRST_ROW = 2


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    path = tmp_path_factory.mktemp("good") / "cases.parquet"
    make_caseload(path, cases=CASES, seed=11, state="CA", as_of=DAY)
    return pl.read_parquet(path)


@pytest.fixture(scope="module")
def law() -> LawInForce:
    return law_in_force(shipped(), "ca", DAY)


@pytest.fixture(scope="module")
def clean(good: pl.DataFrame, law: LawInForce, tmp_path_factory: pytest.TempPathFactory) -> Screened:
    """The good caseload screened with nothing planted in it."""
    folder = tmp_path_factory.mktemp("clean")
    good.write_parquet(folder / "cases.parquet")
    screened = screen(folder / "cases.parquet", law, folder / "out")
    assert screened.refusals == ()
    return screened


def screened_apart(path: Path, out: Path) -> Ran:
    return run("screen", path, "--state", "ca", "--on", DAY.isoformat(), "--out", out, "--json")


def refused(out: Path, first: int) -> list[Place]:
    """The places in the report, rows counted from 0. `first` is the number that the first row has there."""
    with (out / "refused.csv").open(encoding="utf-8", newline="") as stream:
        return [(int(row["row"]) - first, row["column"]) for row in csv.DictReader(stream)]


def results(out: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(out / name / "*.parquet")


def assert_refused_as_planted(planted: Planted, ran: Ran, out: Path, clean: Screened, first: int) -> None:
    found = refused(out, first)
    assert sorted(found) == sorted(planted.key)
    assert len(found) == len(set(found))
    assert ran.code == 3
    page = json.loads(ran.out)
    assert (page["cases"], page["refused"]) == (planted.frame.height - len(planted.rows), len(planted.rows))
    kept = pl.Series("case_id", planted.good())
    for name in ("verdicts", "missing"):
        expected = results(clean.out, name).filter(pl.col("case_id").is_in(kept.implode()))
        assert results(out, name).equals(expected)
    assert set(results(out, "candidates")["case_id"]) <= set(kept)


@pytest.mark.parametrize("seed", [1, 2])
def test_in_a_csv_caseload_the_refused_rows_are_the_planted_rows(
    seed: int, good: pl.DataFrame, clean: Screened, tmp_path: Path
) -> None:
    planted = plant(good, BAD_CELLS, seed, misshape=MISSHAPEN, double=DOUBLED)
    planted.write_csv(tmp_path / "cases.csv")
    ran = screened_apart(tmp_path / "cases.csv", tmp_path / "out")
    assert_refused_as_planted(planted, ran, tmp_path / "out", clean, LINE_OF_FIRST_ROW)


def test_in_a_parquet_caseload_the_refused_rows_are_the_planted_rows(
    good: pl.DataFrame, clean: Screened, tmp_path: Path
) -> None:
    planted = plant(good, BAD_CELLS, 3, double=DOUBLED)
    planted.frame.write_parquet(tmp_path / "cases.parquet")
    ran = screened_apart(tmp_path / "cases.parquet", tmp_path / "out")
    assert_refused_as_planted(planted, ran, tmp_path / "out", clean, first=1)


def test_the_report_of_a_caseload_in_many_files_names_each_file_with_its_own_rows(
    good: pl.DataFrame, law: LawInForce, tmp_path: Path
) -> None:
    planted = plant(good, 40, 4)
    half = CASES // 2
    (tmp_path / "cases").mkdir()
    planted.frame[:half].write_parquet(tmp_path / "cases" / "a.parquet")
    Planted(planted.frame[half:]).write_csv(tmp_path / "cases" / "b.csv")
    found = screen(tmp_path / "cases", law, tmp_path / "out").refusals
    starts = {"a.parquet": -1, "b.csv": half - LINE_OF_FIRST_ROW}
    assert {(each.row + starts[each.file], each.column) for each in found} == planted.key


@settings(max_examples=12, deadline=None, database=None)
@given(seed=st.integers(0, 2**32), cells=st.integers(0, 30), misshape=st.integers(0, 5), double=st.integers(0, 3))
def test_whatever_is_planted_is_found(
    seed: int, cells: int, misshape: int, double: int, good: pl.DataFrame, law: LawInForce,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    planted = plant(good[:100], cells, seed, misshape=misshape, double=double)
    folder = tmp_path_factory.mktemp("planted")
    planted.write_csv(folder / "cases.csv")
    found = screen(folder / "cases.csv", law, folder / "out")
    assert {(each.row - LINE_OF_FIRST_ROW, each.column) for each in found.refusals} == planted.key
    assert results(found.out, "verdicts")["case_id"].to_list() == planted.good()


def test_a_report_of_refused_rows_holds_no_formula(law: LawInForce, tmp_path: Path) -> None:
    names = ["=1+1.csv", "+1.csv", "-1.csv", "@a.csv", "＝1.csv", "\t=1.csv"]
    (tmp_path / "cases").mkdir()
    for name in names:
        (tmp_path / "cases" / name).write_text("case_id,arrears_total\n,=1+1\n", encoding="utf-8")
    screen(tmp_path / "cases", law, tmp_path / "out")
    with (tmp_path / "out" / "refused.csv").open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert [cell for cell in cells if cell[:1] in set("=+-@＝\t\r")] == []
    assert sum(cell.removeprefix("'") in names for cell in cells) == 2 * len(names)
