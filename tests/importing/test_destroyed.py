"""An extract that still knows a destroyed case does not bring it back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import Case, Hold, Participant
from caseclose.casework.selectors.retention import rows_left
from tests.importing.extracts import ON, an_extract, bring_in, refused_in, small

pytestmark = pytest.mark.usefixtures("clean_database")
LATER = ON + timedelta(days=1)


def test_rows_of_a_destroyed_case_are_refused_and_nothing_of_it_comes_back(tmp_path: Path) -> None:
    tables = small()
    bring_in(an_extract(tmp_path / "one", {name: tables[name] for name in ("offices", "persons", "cases")}))
    Case.objects.filter(number="c1").update(kind="destroyed")
    imported = bring_in(an_extract(tmp_path / "two", tables), LATER)
    assert ("cases.csv", 2, "number") in refused_in(imported.refusals)
    assert rows_left("c1") == {}
    assert Case.objects.get(number="c1").kind == "destroyed"
    assert Hold.objects.filter(case="c1").count() == 0
    part = {name: tables[name] for name in ("persons", "participants")}
    part["participants"] = [{**row, "role": "child"} for row in part["participants"]]
    bring_in(an_extract(tmp_path / "three", part), LATER + timedelta(days=1))
    assert Participant.objects.filter(case="c1").count() == 0
