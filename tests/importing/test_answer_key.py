"""A made extract of 100,000 rows with faults in one row of a hundred: what is reported is what was planted."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseclose.caseload.making.records import make_records
from caseclose.casework.importing.examine import check_records
from tests.importing.extracts import ON
from tests.importing.planting import Planted, plant

CASES = 5_400
FEWEST_ROWS = 100_000
KINDS = 23


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("many") / "records"
    make_records(out, cases=CASES, seed=11, state="CA", as_of=ON, ending="csv")
    return out


def reported(planted: Planted) -> set[tuple[str, int, str]]:
    return set(check_records(folder=planted.folder, on=ON).refusals.select("file", "row", "column").iter_rows())


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rows_reported_are_the_rows_planted(many: Path, tmp_path: Path, seed: int) -> None:
    planted = plant(many, tmp_path / "planted", seed=seed, share=0.01, on=ON)
    assert planted.rows >= FEWEST_ROWS
    assert planted.faults >= FEWEST_ROWS * 0.0099
    assert len(planted.kinds) == KINDS, sorted(planted.kinds)
    assert reported(planted) == planted.key


def test_an_extract_without_faults_has_nothing_reported(many: Path) -> None:
    assert check_records(folder=many, on=ON).refused_rows == 0


def test_the_comparison_would_notice_one_fault_missed_and_one_reported_too_many(many: Path, tmp_path: Path) -> None:
    planted = plant(many, tmp_path / "planted", seed=3, share=0.001, on=ON)
    found = reported(planted)
    assert found - {next(iter(found))} != planted.key
    assert found | {("cases.csv", 2, "kind")} != planted.key


def test_what_is_reported_does_not_depend_on_the_size_of_the_parts(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseclose.casework.importing import checking

    planted = plant(many, tmp_path / "planted", seed=4, share=0.01, on=ON)
    monkeypatch.setattr(checking, "CHUNK_ROWS", 997)
    monkeypatch.setattr(checking, "READ_ROWS", 3 * 997)
    assert reported(planted) == planted.key
