"""An import killed at any moment goes on where it stopped: nothing is lost and nothing stands twice."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import pytest

from caseclose.casework.importing.closing import HOLDER
from caseclose.casework.models import Hold, ImportedChunk, ImportRun, JournalEntry
from tests.importing.contents import differences
from tests.importing.extracts import ON
from tests.importing.killing import CHUNK_ROWS, begin, kill_when, run_to_the_end
from tests.importing.planting import plant

pytestmark = pytest.mark.usefixtures("clean_database")


def test_an_import_killed_again_and_again_ends_with_every_row_once(made: Path, tmp_path: Path) -> None:
    chance = random.Random(20261122)
    rows = sum(len(file.read_bytes().splitlines()) - 1 for file in made.glob("*.csv"))
    kills = 0
    for written in (0, *sorted(chance.sample(range(1, 60), 5))):
        kills += kill_when(begin(made, tmp_path), written, chance)
    assert kills == 6
    assert 0 < ImportedChunk.objects.count() < rows / CHUNK_ROWS
    assert run_to_the_end(made, tmp_path) == 0
    assert differences(made) == {}
    assert [run.state for run in ImportRun.objects.all()] == ["done"]
    assert sum(ImportedChunk.objects.values_list("added", flat=True)) == rows
    entry = JournalEntry.objects.get()
    assert sum(table["added"] for table in entry.said["tables"].values()) == rows


def test_an_import_with_refused_rows_killed_and_resumed_refuses_the_same_rows(made: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    planted = plant(made, tmp_path / "planted", seed=7, share=0.01, on=ON)
    for written in (5, 25):
        assert kill_when(begin(planted.folder, tmp_path), written, chance)
    assert Hold.objects.count() == 0
    assert run_to_the_end(planted.folder, tmp_path) == 3
    lines = (tmp_path / "refused.csv").read_text("utf-8").splitlines()
    assert len(lines) - 1 == len(planted.key)
    held = Hold.objects.filter(owner=HOLDER).count()
    assert held > 0
    assert run_to_the_end(planted.folder, tmp_path) == 3
    assert Hold.objects.filter(owner=HOLDER).count() == held
    assert JournalEntry.objects.count() == 1


def test_an_import_given_up_for_another_extract_leaves_the_other_extract(made: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(made, other)
    (other / "orders.csv").write_bytes((made / "orders.csv").read_bytes().replace(b",true\n", b",false\n"))
    assert run_to_the_end(made, tmp_path) == 0
    assert kill_when(begin(other, tmp_path), ImportedChunk.objects.count() + 1, random.Random(1))
    assert run_to_the_end(made, tmp_path) == 0
    assert differences(made) == {}
    assert sorted(run.state for run in ImportRun.objects.all()) == ["abandoned", "done", "done"]


def test_a_killed_import_leaves_no_rows_lying_about_on_disk_after_the_next(made: Path, tmp_path: Path) -> None:
    assert kill_when(begin(made, tmp_path), 3, random.Random(2))
    assert run_to_the_end(made, tmp_path) == 0
    left = [path for path in Path(tempfile.gettempdir()).glob("caseclose-work-*") if (path / "good").exists()]
    assert [path for path in left if not Path(f"/proc/{path.name.split('-')[2]}").exists()] == []
