"""With --json a command prints one JSON document with the documented keys, and the same one for the same facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.made import ON, SMALL_DEBT, a_case, read_json
from tests.cli.running import run, run_apart

FINDING = {"id", "cites", "verdict", "because", "missing", "missing_words"}
PLAN = {"ends", "released", "goes_on", "state_debt_only"}


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A parent who once got aid asks to close a case with a small debt."""
    page: dict[str, Any] = read_json("assess", a_case(tmp_path_factory.mktemp("json")), *ON, "--request")
    return page


def test_an_assessment_says_under_which_criteria_a_case_can_be_closed_and_why(assessed: dict[str, Any]) -> None:
    assert {"case_id", "state", "on", "duty", "closable_under", "must_close", "criteria", "gates", "missing"} <= set(
        assessed
    )
    assert (assessed["case_id"], assessed["state"], assessed["on"]) == ("A-1", "ca", "2026-11-22")
    assert "ca.b1" in assessed["closable_under"]
    for criterion in assessed["criteria"]:
        assert set(criterion) >= FINDING | {"heading", "paragraph", "governs", "limbs", "notice", "evidence"}
        assert criterion["verdict"] in {"met", "not_met", "unknown"}
        assert criterion["cites"]
        assert (criterion["missing"] != []) == (criterion["verdict"] == "unknown")
        assert len(criterion["missing_words"]) == len(criterion["missing"])
        for because in criterion["because"]:
            assert set(because) == {"atom", "holds", "words", "value"}


def test_an_assessment_gives_the_reason_with_the_value_of_the_case(assessed: dict[str, Any]) -> None:
    found = next(each for each in assessed["criteria"] if each["id"] == "us.b1")
    because = {each["atom"]: each for each in found["because"]}
    assert because["arrears_total < low_arrears"]["value"] == "312.40"
    assert "$312.40" in because["arrears_total < low_arrears"]["words"]
    assert because["current_order"] | {"words": ""} == {
        "atom": "current_order", "holds": False, "words": "", "value": False,
    }  # fmt: skip


def test_an_assessment_with_a_request_holds_the_answer_and_the_plan(assessed: dict[str, Any]) -> None:
    assert assessed["outcome"] == "closes_to_payment_processing"
    assert assessed["reasons"] == []
    assert set(assessed["plan"]) >= PLAN
    items = [item for name in PLAN for item in assessed["plan"][name]]
    assert items
    for item in items:
        assert set(item) >= {"id", "name", "party", "words", "cites", "verified"}


def test_a_request_that_is_refused_gives_its_reasons_and_no_plan(tmp_path: Path) -> None:
    path = a_case(tmp_path, SMALL_DEBT.replace("receives_cash_aid = false", "receives_cash_aid = true"))
    page = read_json("assess", path, *ON, "--request")
    assert page["outcome"] == "cannot_close"
    assert page["plan"] is None
    assert [set(reason) >= {"id", "cites", "words", "way_on"} for reason in page["reasons"]] == [True]


def test_an_assessment_without_a_request_holds_no_answer(tmp_path: Path) -> None:
    assert {"outcome", "reasons", "plan"}.isdisjoint(read_json("assess", a_case(tmp_path), *ON))


def test_an_assessment_pins_everything_it_used(assessed: dict[str, Any]) -> None:
    pins = assessed["pins"]
    assert set(pins) >= {"policy", "caseclose", "state", "on", "facts", "atoms"}
    assert len(pins["policy"].removeprefix("sha256:")) == 64
    assert pins["facts"]["current_order"] == {"value": False, "source": "order of 2023-06-30"}
    assert pins["facts"]["arrears_total"] == {"value": "312.40", "source": "not stated"}
    told = {each["atom"]: each["holds"] for item in assessed["criteria"] for each in item["because"]}
    assert told.items() <= pins["atoms"].items()


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    a_case(tmp_path)
    call = ("assess", "case.toml", *ON, "--request", "--lang", "es", "--json")
    first, second = (run_apart(*call, cwd=tmp_path, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first == second
    assert json.loads(first.out)["case_id"] == "A-1"


CALLS: dict[str, tuple[str, ...]] = {
    "policy list": ("policy", "list", "--state", "ar"),
    "policy show": ("policy", "show", "us.b7"),
    "policy diff": ("policy", "diff", "2016-12-31", "2020-07-09", "--state", "us"),
    "facts list": ("facts", "list"),
    "facts show": ("facts", "show", "arrears_total"),
}
KEYS: dict[str, set[str]] = {
    "policy list": {"kind", "id", "heading", "cites", "from", "until", "verified", "governs", "notice"},
    "policy show": {
        "id",
        "file",
        "heading",
        "plain",
        "from",
        "until",
        "cites",
        "when",
        "limbs",
        "examples",
        "spelled_out",
    },
    "policy diff": {"id", "change", "heading", "before", "after"},
    "facts list": {"fact", "kind", "name", "meaning", "write", "said_by", "evidence", "asked_by"},
    "facts show": {"fact", "kind", "name", "meaning", "write", "said_by", "evidence", "asked_by"},
}


@pytest.mark.parametrize("name", CALLS)
def test_each_entry_of_a_list_has_the_documented_keys(name: str) -> None:
    page = read_json(*CALLS[name])
    entries = page if isinstance(page, list) else [page]
    assert entries
    assert [entry for entry in entries if not set(entry) >= KEYS[name]] == []


def test_the_check_of_the_policy_says_what_it_tried() -> None:
    page = read_json("policy", "check")
    assert page["ok"] is True
    assert page["faults"] == []
    assert page["examples"]["passed"] > 100
    assert page["examples"]["failed"] == []
    assert page["mutants"]["made"] == page["mutants"]["killed"] > 100
    assert set(page) >= {"policy", "paragraphs", "versions", "date_gaps", "states", "wider_than_federal"}


def test_the_check_of_a_broken_policy_lists_the_faults_and_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "notes.toml").write_text("a = 1\n", encoding="utf-8")
    ran = run("policy", "check", "--policy", tmp_path, "--json")
    page = json.loads(ran.out)
    assert (ran.code, page["ok"]) == (1, False)
    assert [fault.split(":")[0] for fault in page["faults"]] == ["notes.toml"]


def test_a_made_caseload_is_screened_and_both_say_what_they_did(tmp_path: Path) -> None:
    made = read_json("caseload", "make", tmp_path / "made.csv", "--cases", "50", "--seed", "3", "--state", "ar")
    assert made | {"out": "", "files": []} == {
        "out": "", "cases": 50, "seed": 3, "state": "ar", "on": "2026-11-22", "made": True, "files": [],
    }  # fmt: skip
    call = ("screen", tmp_path / "made.csv", "--state", "ar", "--on", "2026-11-22", "--out", tmp_path / "out")
    page = read_json(*call)
    assert {"state", "on", "policy", "caseclose", "cases", "refused", "candidates", "held", "criteria"} <= set(page)
    assert (page["cases"], page["refused"]) == (50, 0)
    for row in page["criteria"]:
        assert row["met"] + row["not_met"] + row["unknown"] == 50
    written = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert page == {**written, "out": str(tmp_path / "out")}


def test_the_answer_for_one_row_of_a_caseload_is_the_answer_for_its_facts(tmp_path: Path) -> None:
    run("caseload", "make", tmp_path / "made.csv", "--cases", "20", "--seed", "3", "--state", "ca")
    lines = (tmp_path / "made.csv").read_text(encoding="utf-8").split("\n")
    names, cells = lines[0].split(","), lines[7].split(",")
    known = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
    (tmp_path / "case.json").write_text(json.dumps(known), encoding="utf-8")
    row = read_json("assess", tmp_path / "made.csv", *ON, "--case", known["case_id"])
    assert row == read_json("assess", tmp_path / "case.json", *ON)
