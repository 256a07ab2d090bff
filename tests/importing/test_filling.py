"""A first extract is filled into empty tables with their indexes set aside. Nothing else about it is different."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from caseclose.casework.importing import filling
from caseclose.casework.importing.merging import ImportStopped
from caseclose.casework.models import Balance, ImportedChunk, JournalEntry
from caseclose.embedded.server import Server
from tests.importing.contents import differences
from tests.importing.extracts import an_extract, bring_in, small
from tests.importing.structure import asked_as_owner, structure

pytestmark = pytest.mark.usefixtures("clean_database")


@pytest.fixture(autouse=True)
def worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "FEWEST_ROWS", 1)


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tables that were filled, as an import goes on."""
    told: list[str] = []
    fill = filling.fill

    def telling(table: Any, *others: Any) -> bool:
        done = fill(table, *others)
        told.extend([table.table.name] if done else [])
        return done

    monkeypatch.setattr(filling, "fill", telling)
    return told


def test_a_first_extract_is_filled_table_by_table_and_every_row_is_on_record(made: Path, filled: list[str]) -> None:
    imported = bring_in(made)
    assert set(filled) == set(imported.tables)
    assert differences(made) == {}
    assert {name: table.added for name, table in imported.tables.items()} == imported.rows
    assert sum(ImportedChunk.objects.values_list("added", flat=True)) == sum(imported.rows.values())


def test_every_index_and_reference_is_there_again_and_valid(tmp_path: Path) -> None:
    before = structure()
    bring_in(an_extract(tmp_path / "extract", small()))
    assert structure() == before
    assert len(before) > 50


def test_a_later_extract_is_not_filled(tmp_path: Path, filled: list[str]) -> None:
    tables = small()
    first = {name: tables[name] for name in ("offices", "persons", "cases")}
    bring_in(an_extract(tmp_path / "one", first))
    assert filled == list(first)
    bring_in(an_extract(tmp_path / "two", tables))
    assert filled == list(first)
    assert differences(tmp_path / "two") == {}


@pytest.fixture
def no_balance_taken(clean_database: Server) -> Iterator[None]:  # noqa: ARG001 - empty first
    """A database that takes no balance."""
    asked_as_owner("ALTER TABLE casework_balance ADD CONSTRAINT none_taken CHECK (family < 0)")
    yield
    asked_as_owner("ALTER TABLE casework_balance DROP CONSTRAINT IF EXISTS none_taken")


@pytest.mark.usefixtures("no_balance_taken")
def test_a_table_that_is_not_taken_is_left_as_it_was_and_the_same_import_goes_on(
    tmp_path: Path, filled: list[str]
) -> None:
    before = structure()
    folder = an_extract(tmp_path / "extract", small())
    with pytest.raises(ImportStopped, match="balances: the database did not take the rows: .*none_taken"):
        bring_in(folder)
    assert structure() == before
    assert Balance.objects.count() == 0
    asked_as_owner("ALTER TABLE casework_balance DROP CONSTRAINT none_taken")
    so_far = list(filled)
    assert bring_in(folder).resumed
    assert sorted(filled) == sorted(small())
    assert filled[: len(so_far)] == so_far
    assert differences(folder) == {}
    assert JournalEntry.objects.count() == 1


def test_a_table_in_use_is_written_chunk_by_chunk(
    tmp_path: Path, filled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import transaction

    monkeypatch.setattr(filling, "PATIENCE", "100ms")
    folder = an_extract(tmp_path / "extract", small())
    with transaction.atomic(), ThreadPoolExecutor(1) as importing:
        assert not Balance.objects.exists()
        importing.submit(_import_and_disconnect, folder).result()
    assert "balances" not in filled
    assert "persons" in filled
    assert differences(folder) == {}


def _import_and_disconnect(folder: Path) -> None:
    from django.db import connections

    try:
        bring_in(folder)
    finally:
        connections.close_all()


def test_without_the_rights_of_the_owner_it_is_written_chunk_by_chunk(
    tmp_path: Path, filled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connections

    monkeypatch.setitem(connections.settings, "nobody", {**connections.settings["owner"], "REFUSAL": "no owner"})
    monkeypatch.setattr(filling, "OWNER", "nobody")
    folder = an_extract(tmp_path / "extract", small())
    bring_in(folder)
    assert filled == []
    assert differences(folder) == {}
