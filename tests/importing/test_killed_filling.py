"""An import killed while indexes and references are set aside leaves the table empty, with every one of them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseclose.casework.models import ImportedChunk, ImportRun
from tests.importing.contents import differences
from tests.importing.killing import killed_while_filling, run_to_the_end
from tests.importing.structure import asked_as_owner, structure

pytestmark = pytest.mark.usefixtures("clean_database")

MOMENTS = (
    ("casework_person", "^ALTER TABLE casework_person DROP CONSTRAINT", 1),
    ("casework_person", "^INSERT INTO casework_importedchunk", 4),
    ("casework_case", "^CREATE INDEX .* ON [a-z.]*casework_case ", 1),
    ("casework_balance", '^ANALYZE "casework_balance"', 1),
)
"""The table that is being filled, and the statement after which the import dies: what is set aside is gone in part; it
is gone and some rows are there; it is made again in part; all is done but the end of the transaction."""


def test_an_import_killed_while_it_fills_a_table_ends_with_every_row_once_and_every_index_back(
    made: Path, tmp_path: Path
) -> None:
    whole = structure()
    for table, statement, nth in MOMENTS:
        assert killed_while_filling(made, tmp_path, statement, nth), statement
        assert structure() == whole, statement
        assert asked_as_owner(f"SELECT count(*) FROM {table}") == [(0,)], statement
        assert ImportRun.objects.get().state == "running"
    assert run_to_the_end(made, tmp_path) == 0
    assert structure() == whole
    assert differences(made) == {}
    rows = sum(len(file.read_bytes().splitlines()) - 1 for file in made.glob("*.csv"))
    assert sum(ImportedChunk.objects.values_list("added", flat=True)) == rows
    assert [run.state for run in ImportRun.objects.all()] == ["done"]
