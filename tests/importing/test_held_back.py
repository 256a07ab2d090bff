"""A case of which a row was refused is held back from closing: its records may not be whole."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from caseclose.casework.importing.closing import HOLDER
from caseclose.casework.models import Case, Hold, JournalEntry
from tests.importing.extracts import ON, an_extract, bring_in, small

pytestmark = pytest.mark.usefixtures("clean_database")

LATER = ON + timedelta(days=1)

SPOIL: dict[str, tuple[str, int, dict[str, object]]] = {
    "its order has a bad amount": ("orders", 0, {"monthly": "five"}),
    "its balance has a bad day": ("balances", 0, {"as_of": "2026-02-30"}),
    "its payment has no source": ("payments", 0, {"source": ""}),
    "a person on it is refused": ("persons", 1, {"born_on": "0001-01-01"}),
    "a remedy that serves it is refused": ("remedies", 0, {"placed_on": "9999-12-31"}),
    "a document of a finding is refused": ("documents", 0, {"sha256": "1"}),
    "a part in it names nobody": ("participants", 0, {"person": "p77"}),
}


def spoiled(what: str) -> dict[str, Any]:
    table, row, values = SPOIL[what]
    tables = small()
    tables[table][row] |= values
    return tables


def held() -> list[str]:
    return sorted(Hold.objects.filter(owner=HOLDER, lifted_on=None, kind="closing").values_list("case_id", flat=True))


@pytest.mark.parametrize("what", SPOIL)
def test_a_case_is_held_back_where(what: str, tmp_path: Path) -> None:
    imported = bring_in(an_extract(tmp_path / "one", spoiled(what)))
    assert sum(imported.refused.values()) >= 1
    assert held() == ["c1"]
    assert imported.held == 1


@pytest.mark.parametrize("what", SPOIL)
def test_it_is_let_go_of_when_the_rows_come_right_where(what: str, tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", spoiled(what)))
    imported = bring_in(an_extract(tmp_path / "two", small()), LATER)
    assert held() == []
    assert imported.let_go == 1
    hold = Hold.objects.get()
    assert (hold.begun_on, hold.lifted_on) == (ON, LATER)


def test_a_row_that_stays_wrong_holds_its_case_once(tmp_path: Path) -> None:
    tables = spoiled("its order has a bad amount")
    bring_in(an_extract(tmp_path / "one", tables))
    tables["orders"][0]["monthly"] = "six"
    bring_in(an_extract(tmp_path / "two", tables), LATER)
    assert held() == ["c1"]
    assert Hold.objects.count() == 1
    assert JournalEntry.objects.count() == 1


def test_an_extract_of_other_tables_does_not_let_go_of_it(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", spoiled("its order has a bad amount")))
    bring_in(an_extract(tmp_path / "two", {"balances": small()["balances"]}), LATER)
    assert held() == ["c1"]


def test_a_case_with_all_its_rows_good_is_not_held(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    assert held() == []


def test_a_case_that_is_refused_itself_is_not_on_record_and_neither_is_what_refers_to_it(tmp_path: Path) -> None:
    tables = small()
    tables["cases"][0]["opened_on"] = "yesterday"
    imported = bring_in(an_extract(tmp_path / "one", tables))
    assert list(Case.objects.values_list("number", flat=True)) == ["c2"]
    assert imported.refused["orders"] == 1
    assert imported.refused["remedy_cases"] == 2
    assert held() == ["c2"], "it shares a remedy, and is related to, a case that is not on record"


def test_a_flag_that_someone_else_set_is_left_alone(tmp_path: Path) -> None:
    bring_in(an_extract(tmp_path / "one", small()))
    Hold.objects.create(case_id="c1", kind="closing", owner="worker one", reason="talks", begun_on=ON)
    tables = small()
    tables["orders"][0]["monthly"] = "1.00"
    bring_in(an_extract(tmp_path / "two", tables), LATER)
    assert Hold.objects.get().lifted_on is None


def test_a_held_case_cannot_be_proposed_for_closing(tmp_path: Path) -> None:
    from caseclose.casework.selectors.facts import facts_of_case
    from caseclose.closure.assessment import assess
    from caseclose.law.in_force import law_in_force
    from caseclose.law.reading import shipped

    bring_in(an_extract(tmp_path / "one", spoiled("its order has a bad amount")))
    known = facts_of_case("c1", ON).facts
    assert known["bypass_flag"] is True
    weighed = assess(law_in_force(shipped(), "ar", ON), known)
    gate = next(gate for gate in weighed.gates if gate.standing.id == "gate.bypass_flag")
    assert gate.shut
