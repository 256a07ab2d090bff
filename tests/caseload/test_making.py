"""A made caseload: the same for the same seed, typed like the facts, in every kind of file."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from caseclose.caseload.columns import TYPES
from caseclose.caseload.making.cases import BATCH_ROWS
from caseclose.caseload.making.files import PART_ROWS, write
from caseclose.caseload.making.make import make_caseload
from tests.caseload.made import AS_OF, CASES, ENDINGS, read, share_of

# ---- the same every time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ENDINGS)
def test_the_same_seed_makes_the_same_bytes(tmp_path: Path, name: str) -> None:
    once = make_caseload(tmp_path / "once" / name, cases=2_000, seed=4, state="AR", as_of=AS_OF)
    again = make_caseload(tmp_path / "again" / name, cases=2_000, seed=4, state="AR", as_of=AS_OF)
    assert [file.read_bytes() for file in once.files] == [file.read_bytes() for file in again.files]
    assert [file.name for file in once.files] == [file.name for file in again.files]


def test_another_seed_makes_other_cases(tmp_path: Path) -> None:
    for seed in (1, 2):
        make_caseload(tmp_path / f"{seed}.parquet", cases=2_000, seed=seed, state="AR", as_of=AS_OF)
    assert not read(tmp_path / "1.parquet").equals(read(tmp_path / "2.parquet"))


def test_two_batches_of_one_seed_are_not_alike(caseload: pl.DataFrame) -> None:
    first, second = caseload.drop("case_id")[:BATCH_ROWS], caseload.drop("case_id")[BATCH_ROWS : 2 * BATCH_ROWS]
    assert share_of(first["arrears_total"].eq_missing(second["arrears_total"])) < 0.2


def test_fewer_cases_are_the_first_of_more(tmp_path: Path, caseload: pl.DataFrame) -> None:
    make_caseload(tmp_path / "few.parquet", cases=BATCH_ROWS + 17, seed=1, state="AR", as_of=AS_OF)
    assert read(tmp_path / "few.parquet").equals(caseload.head(BATCH_ROWS + 17))


def test_one_parquet_file_one_csv_file_and_a_folder_hold_the_same_rows(tmp_path: Path) -> None:
    made = [make_caseload(tmp_path / name, cases=120_000, seed=9, state="CA", as_of=AS_OF) for name in ENDINGS]
    one, csv, folder = (read(caseload.path) for caseload in made)
    assert one.equals(csv)
    assert one.equals(folder)


def test_a_folder_holds_parts_of_half_a_million_rows_and_a_readme(tmp_path: Path) -> None:
    frames = [pl.DataFrame({"case_id": ["AR-1"]}).select(pl.col("case_id").repeat_by(250_000).explode())] * 5
    files = write(frames, pl.Schema({"case_id": pl.String}), tmp_path / "made", "made, not real")
    assert [file.name for file in files] == [
        "README.txt",
        "part-00001.parquet",
        "part-00002.parquet",
        "part-00003.parquet",
    ]
    assert [len(pl.read_parquet(file)) for file in files[1:]] == [PART_ROWS, PART_ROWS, PART_ROWS // 2]


# ---- the table ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ENDINGS)
def test_there_is_a_column_of_the_right_type_for_every_fact(
    tmp_path: Path, name: str, facts: dict[str, dict[str, object]]
) -> None:
    make_caseload(tmp_path / name, cases=500, seed=1, state="AR", as_of=AS_OF)
    wanted = {"case_id": pl.String(), **{fact: TYPES[str(text["kind"])] for fact, text in facts.items()}}
    assert dict(read(tmp_path / name).schema) == wanted


def test_every_case_has_its_own_id_that_begins_with_the_state(caseload: pl.DataFrame) -> None:
    assert caseload["case_id"].n_unique() == CASES
    assert caseload["case_id"].str.contains(r"^AR-\d{8}$").all()
    assert caseload["case_id"][0] == "AR-00000001"
    assert caseload["case_id"][-1] == f"AR-{CASES:08}"


def test_every_choice_is_one_that_the_fact_allows(caseload: pl.DataFrame, facts: dict[str, dict[str, object]]) -> None:
    choices = facts["service_basis"]["choices"]
    assert isinstance(choices, list | dict)
    assert set(caseload["service_basis"].drop_nulls()) == set(choices)


def test_a_csv_file_says_true_and_false_and_leaves_out_what_is_unknown(tmp_path: Path) -> None:
    out = tmp_path / "made.csv"
    make_caseload(out, cases=300, seed=1, state="AR", as_of=AS_OF)
    text = pl.read_csv(out, infer_schema=False)
    assert set(text["receives_medicaid"]) == {"true", "false", None}
    assert text["youngest_child_born_on"].drop_nulls().str.contains(r"^\d{4}-\d\d-\d\d$").all()
    assert text["arrears_total"].drop_nulls().str.contains(r"^\d+\.\d\d$").all()
