"""A made caseload is written whole or not at all, and says that it is made."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from caseclose.caseload.making.book import read_book, shipped_text
from caseclose.caseload.making.files import ABOUT_KEY
from caseclose.caseload.making.make import make_caseload
from tests.caseload.made import AS_OF, ENDINGS, read

# ---- whole, or not at all ----------------------------------------------------------------------------------------


class PulledPlugError(Exception):
    """Something that stops a run in the middle."""


def pull_the_plug(_made: int) -> None:
    raise PulledPlugError


@pytest.mark.parametrize("name", ENDINGS)
def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(PulledPlugError):
        make_caseload(tmp_path / name, cases=150_000, seed=1, state="AR", as_of=AS_OF, progress=pull_the_plug)
    assert list(tmp_path.iterdir()) == []


KILLED_RUN = """
import os, signal, sys
from datetime import date
from pathlib import Path
from caseclose.caseload.making.make import make_caseload

def die(made):
    os.kill(os.getpid(), signal.SIGKILL)

make_caseload(Path(sys.argv[1]), cases=150_000, seed=1, state="AR", as_of=date(2025, 6, 30), progress=die)
"""


@pytest.mark.parametrize("name", ENDINGS)
def test_a_run_that_is_killed_leaves_nothing_half_made_and_can_be_run_again(tmp_path: Path, name: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_RUN, str(tmp_path / name)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / name).exists()
    make_caseload(tmp_path / name, cases=500, seed=1, state="AR", as_of=AS_OF)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ENDINGS)
def test_a_made_caseload_never_replaces_anything(tmp_path: Path, name: str) -> None:
    make_caseload(tmp_path / name, cases=500, seed=1, state="AR", as_of=AS_OF)
    before = read(tmp_path / name)
    with pytest.raises(FileExistsError, match="already something"):
        make_caseload(tmp_path / name, cases=500, seed=2, state="AR", as_of=AS_OF)
    assert read(tmp_path / name).equals(before)


def test_a_run_tells_how_many_cases_are_made(tmp_path: Path) -> None:
    told: list[int] = []
    make_caseload(tmp_path / "m.parquet", cases=250_000, seed=1, state="AR", as_of=AS_OF, progress=told.append)
    assert told == [100_000, 200_000, 250_000]


def test_a_made_caseload_says_that_it_is_made_and_how_to_make_it_again(tmp_path: Path) -> None:
    folder = make_caseload(tmp_path / "made", cases=1_500, seed=77, state="AR", as_of=AS_OF)
    file = make_caseload(tmp_path / "made.parquet", cases=1_500, seed=77, state="AR", as_of=AS_OF)
    readme = (folder.path / "README.txt").read_text("utf-8")
    assert "made, not real" in readme
    assert "1,500 cases" in readme
    assert "cases=1500, seed=77, state='AR', as_of=date(2025, 6, 30)" in readme
    for parquet in (file.path, folder.path / "part-00001.parquet"):
        assert pl.read_parquet_metadata(parquet)[ABOUT_KEY] == readme.strip()


@pytest.mark.parametrize(("cases", "seed", "state"), [(0, 1, "AR"), (-5, 1, "AR"), (10, -1, "AR"), (10, 1, "Ark")])
def test_a_count_a_seed_or_a_state_that_cannot_be_is_refused(tmp_path: Path, cases: int, seed: int, state: str) -> None:
    with pytest.raises(ValueError, match="not"):
        make_caseload(tmp_path / "made.parquet", cases=cases, seed=seed, state=state, as_of=AS_OF)
    assert list(tmp_path.iterdir()) == []


# ---- the figures file --------------------------------------------------------------------------------------------


def test_figures_without_a_known_source_are_refused() -> None:
    text = shipped_text().replace('source = "ocse-2019-10"', 'source = "hearsay"')
    with pytest.raises(ValueError, match="arrears_assigned has a row with no known source"):
        read_book(text)


def test_a_recipe_that_asks_for_a_fact_made_later_is_refused() -> None:
    text = shipped_text().replace('when = ["not ordered"], share = 0.0', 'when = ["not money_held"], share = 0.0')
    with pytest.raises(ValueError, match="current_order needs money_held"):
        read_book(text)


def test_a_key_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="unknwon"):
        read_book(shipped_text().replace("unknown = 0.15", "unknwon = 0.15"))
