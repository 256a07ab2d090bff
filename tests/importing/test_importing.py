"""Importing: the records hold what the extract holds. The same again changes nothing; what differs is updated."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from caseclose.casework.importing.merging import ImportStopped
from caseclose.casework.models import (
    Case,
    ImportedFile,
    ImportRun,
    JournalEntry,
    Participant,
    Person,
    Remedy,
    SupportOrder,
)
from caseclose.casework.services.audit import verify
from tests.importing.contents import QUERIES, differences
from tests.importing.extracts import ON, Row, a_case, a_person, an_extract, bring_in, small

pytestmark = pytest.mark.usefixtures("clean_database")

LATER = ON + timedelta(days=1)


def test_every_row_of_an_extract_is_on_record_as_it_stands_there(tmp_path: Path) -> None:
    folder = an_extract(tmp_path / "extract", small())
    imported = bring_in(folder)
    assert differences(folder) == {}
    assert imported.new
    assert not imported.refusals.height
    assert {name: written.added for name, written in imported.tables.items()} == {
        name: len(rows) for name, rows in small().items()
    }


def test_every_row_of_a_made_extract_is_on_record(made: Path) -> None:
    bring_in(made)
    assert differences(made) == {}


def test_a_made_extract_has_rows_for_every_table_so_that_all_are_compared(made: Path) -> None:
    assert [name for name in QUERIES if not (made / f"{name}.csv").exists()] == []


def test_the_same_folder_again_is_not_even_looked_at(tmp_path: Path) -> None:
    folder = an_extract(tmp_path / "extract", small())
    bring_in(folder)
    again = bring_in(folder)
    assert not again.new
    assert set(again.unchanged) == set(small())
    assert ImportRun.objects.count() == 1
    assert JournalEntry.objects.count() == 1


def test_the_same_rows_in_other_files_change_nothing_and_leave_no_entry(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    turned = {name: [*reversed([dict(reversed(row.items())) for row in rows])] for name, rows in small().items()}
    again = bring_in(an_extract(tmp_path / "other", turned))
    assert again.new
    assert [(written.added, written.changed) for written in again.tables.values()] == [(0, 0)] * len(small())
    assert differences(tmp_path / "one") == {}
    assert JournalEntry.objects.count() == 1


def test_a_file_that_is_the_same_as_last_time_is_passed_over_and_the_others_are_taken(tmp_path: Path) -> None:
    tables = small()
    bring_in(an_extract(tmp_path / "one", tables))
    tables["balances"][0]["family"] = "499.99"
    again = bring_in(an_extract(tmp_path / "two", tables), LATER)
    assert set(again.unchanged) == set(tables) - {"balances"}
    assert again.tables["balances"].changed == 1
    assert differences(tmp_path / "two") == {}


def test_each_changed_row_updates_its_record_and_the_journal_gains_one_entry_for_the_whole_import(
    tmp_path: Path,
) -> None:
    tables = small()
    bring_in(an_extract(tmp_path / "one", tables))
    tables["orders"][0] |= {"monthly": "260.00", "ended_on": "2026-11-30"}
    tables["persons"][0] |= {"mailing_line_1": "2 Made Street", "language": "es"}
    tables["participants"][1]["role"] = "alleged_father"
    tables["orders"].append({**tables["orders"][0], "order_id": "r2"})
    again = bring_in(an_extract(tmp_path / "two", tables), LATER)
    assert differences(tmp_path / "two") == {}
    assert {name: (w.added, w.changed) for name, w in again.tables.items() if w.added or w.changed} == {
        "orders": (1, 1),
        "persons": (0, 1),
        "participants": (0, 1),
    }
    entry = JournalEntry.objects.order_by("number")[1]
    assert (entry.case_id, entry.kind, entry.by, entry.on) == (None, "RecordsImported", "records officer", LATER)
    assert entry.said["tables"]["orders"]["changed"] == 1
    assert JournalEntry.objects.count() == 2
    assert verify() == []


def test_the_journal_names_no_one_from_the_extract(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    told = str(JournalEntry.objects.get().body)
    assert [word for word in ("Made Given", "Madeville", "p1") if word in told] == []


def test_a_row_that_is_no_longer_in_the_extract_stays_on_record(tmp_path: Path) -> None:
    tables = small()
    bring_in(an_extract(tmp_path / "one", tables))
    tables["orders"] = [{**tables["orders"][0], "order_id": "r9"}]
    bring_in(an_extract(tmp_path / "two", tables))
    assert set(SupportOrder.objects.values_list("source_key", flat=True)) == {"r1", "r9"}


def test_a_table_alone_finds_what_it_refers_to_in_the_records(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    balance = {"as_of": "2026-11-20", "family": "1.00", "assigned": "0"}
    more: list[Row] = [{"case": case, **balance} for case in ("c1", "c9")]
    imported = bring_in(an_extract(tmp_path / "two", {"balances": more}))
    assert imported.tables["balances"].added == 1
    assert imported.refusals["reason"].to_list() == [
        "it refers to a row of cases that is neither in this folder nor in the database"
    ]


def test_a_persons_key_stays_theirs_whatever_else_changes(tmp_path: Path) -> None:
    tables = small()
    bring_in(an_extract(tmp_path / "one", tables))
    before = dict(Person.objects.values_list("source_key", "id"))
    tables["persons"] = [a_person("p4"), *reversed(tables["persons"])]
    bring_in(an_extract(tmp_path / "two", tables))
    after = dict(Person.objects.values_list("source_key", "id"))
    assert {key: after[key] for key in before} == before
    assert set(after) - set(before) == {"p4"}


def test_a_part_that_gets_a_new_key_in_the_statewide_system_is_the_same_part(tmp_path: Path) -> None:
    tables = small()
    bring_in(an_extract(tmp_path / "one", tables))
    kept = Participant.objects.get(source_key="t1").pk
    tables["participants"][0]["participant_id"] = "new-1"
    tables["participants"].append({"participant_id": "t9", "case": "c2", "person": "p1", "role": "custodial_party"})
    bring_in(an_extract(tmp_path / "two", tables))
    assert Participant.objects.get(source_key="new-1").pk == kept
    assert differences(tmp_path / "two") == {}


def test_text_beyond_ascii_is_kept_in_one_form_and_names_the_same_row(tmp_path: Path) -> None:
    tables = small()
    tables["persons"][0] |= {"person_id": "jos\u00e9", "given_name": "Jose\u0301"}
    tables["participants"][0]["person"] = "jose\u0301"
    imported = bring_in(an_extract(tmp_path / "one", tables))
    assert not imported.refusals.height
    assert Person.objects.get(source_key="jos\u00e9").given_name == "Jos\u00e9"


def test_an_extract_of_an_earlier_day_is_not_taken(tmp_path: Path) -> None:
    tables = small()
    bring_in(an_extract(tmp_path / "one", tables))
    tables["orders"][0]["monthly"] = "1.00"
    with pytest.raises(ImportStopped, match="orders|offices"):
        bring_in(an_extract(tmp_path / "two", tables), ON - timedelta(days=1))
    assert SupportOrder.objects.get().monthly == Decimal("250.00")


def test_a_file_that_came_back_to_an_earlier_state_is_taken_again(tmp_path: Path) -> None:
    tables = small()
    for day, monthly in enumerate(("250.00", "300.00", "250.00")):
        tables["orders"][0]["monthly"] = monthly
        bring_in(an_extract(tmp_path / str(day), tables), ON + timedelta(days=day))
        assert SupportOrder.objects.get().monthly == Decimal(monthly)


def test_a_folder_that_cannot_be_used_leaves_no_trace(tmp_path: Path) -> None:
    tables = small()
    del tables["persons"][0]["language"], tables["persons"][1]["language"], tables["persons"][2]["language"]
    with pytest.raises(Exception, match="there is no column language"):
        bring_in(an_extract(tmp_path / "one", tables))
    assert (Case.objects.count(), ImportRun.objects.count(), JournalEntry.objects.count()) == (0, 0, 0)


def test_what_was_imported_is_remembered_by_file(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", {**small(), "cases": [a_case("c1"), a_case("c2"), a_case("c1")]}))
    run = ImportRun.objects.get()
    assert (run.state, run.on, run.by) == ("done", ON, "records officer")
    cases = ImportedFile.objects.get(resource="cases")
    assert (cases.name, cases.rows, cases.refused) == ("cases.csv", 3, 2)
    assert len(cases.sha256) == 64


def test_two_imports_do_not_run_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connections

    from caseclose.casework.importing import runs

    folder = an_extract(tmp_path / "one", small())
    monkeypatch.setattr(runs, "PATIENCE", "200ms")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [runs._IMPORT_LOCK])
        try:
            with pytest.raises(ImportStopped, match="another import is running"):
                bring_in(folder)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [runs._IMPORT_LOCK])
    assert bring_in(folder).new


def test_remedies_serve_the_cases_that_the_extract_says(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    served = {remedy.kind: sorted(case.number for case in remedy.cases.all()) for remedy in Remedy.objects.all()}
    assert served == {"passport": ["c1"], "income_withholding": ["c1", "c2"]}


def test_a_day_ahead_is_a_day_after_the_day_of_the_extract(tmp_path: Path) -> None:
    tables = small()
    tables["payments"][0]["received_on"] = LATER.isoformat()
    imported = bring_in(an_extract(tmp_path / "one", tables))
    assert imported.refused["payments"] == 1
    assert bring_in(tmp_path / "one", LATER).refused["payments"] == 0
    assert date.fromisoformat(str(tables["payments"][0]["received_on"])) == LATER


def test_after_an_import_the_database_plans_for_what_is_in_its_tables(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "extract", small()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'casework_case'")
        assert cursor.fetchone() == (Case.objects.count(),)
