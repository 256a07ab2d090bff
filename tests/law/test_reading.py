"""Faults planted in the policy files: each is found, with its file, its line and the word at fault."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseclose.law.errors import PolicyError, UnknownName
from caseclose.law.reading import examine_policy, read_policy, shipped
from caseclose.law.sources import line_of
from tests.law.planting import Planted, shipped_text

B1, B2, B4, B7 = (
    f"us/{name}.toml" for name in ("b01_low_arrears", "b02_assigned_arrears_only", "b04_death", "b07_cannot_locate")
)
PLANTS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("plants.toml").read_text(encoding="utf-8"))[
    "plant"
]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: str(plant["name"]))
def test_a_planted_fault_is_found_with_its_line_and_the_word_at_fault(planted: Planted, plant: dict[str, Any]) -> None:
    line = planted.change(plant["file"], plant["old"], plant["new"]) + plant.get("below", 0)
    faults = planted.faults(plant["file"])
    found = [fault for fault in faults if all(word in fault.reason for word in plant["says"])]
    assert found, [str(fault) for fault in faults]
    assert found[0].line == line, [str(fault) for fault in faults]


def test_the_list_of_planted_faults_is_long_and_names_each_once() -> None:
    assert len({plant["name"] for plant in PLANTS}) == len(PLANTS) > 50


def test_the_shipped_policy_has_no_fault() -> None:
    assert examine_policy()[1] == []
    assert len(shipped().sources) > 90


@pytest.mark.parametrize(
    ("until", "reason"),
    [
        ("2017-01-17", "nothing is in force from 2017-01-18 to 2017-01-18"),
        ("2017-01-19", "the text from 1999-04-09 overlaps the text from 2017-01-19"),
        ("1998-01-01", "it ends on 1998-01-01, before it begins on 1999-04-09"),
    ],
    ids=["gap", "overlap", "backwards"],
)
def test_dates_that_leave_a_gap_or_overlap_are_found(planted: Planted, until: str, reason: str) -> None:
    planted.change(B4, "until = 2017-01-18", f"until = {until}")
    fault = planted.faults(B4)[0]
    assert reason in fault.reason
    assert fault.line == shipped_text(B4).split("\n").index("[[version]]") + 1


def test_a_text_without_an_end_overlaps_the_text_after_it(planted: Planted) -> None:
    planted.change(B4, "until = 2017-01-18\n", "")
    assert any("overlaps the text from 2017-01-19" in fault.reason for fault in planted.faults(B4))


def test_the_dates_of_limits_and_notices_are_looked_at_as_well(planted: Planted) -> None:
    planted.change("us/limits.toml", "until = 2017-01-18", "until = 2017-01-10")
    planted.change("us/notices.toml", "until = 2017-01-18", "until = 2017-01-10")
    for path in ("us/limits.toml", "us/notices.toml"):
        fault = planted.faults(path)[0]
        assert "from 2017-01-11 to 2017-01-18" in fault.reason
        assert fault.line > 1


def test_an_id_used_twice_is_found_and_says_where_it_was_used_first(planted: Planted) -> None:
    planted.change(B2, 'id = "us.b2"', 'id = "us.b1"')
    fault = planted.faults(B2)[0]
    assert fault.line == 1
    assert "'us.b1'" in fault.reason
    assert B1 in fault.reason


def test_an_id_used_in_two_folders_is_found_as_well(planted: Planted) -> None:
    planted.put("states/ar/gates/money.toml", shipped_text("gates/money_held.toml"))
    assert [(fault.file, fault.line) for fault in planted.faults()] == [("states/ar/gates/money.toml", 1)]
    assert "'gate.money_held' is already used in gates/money_held.toml" in planted.faults()[0].reason


def test_a_limit_written_twice_is_found(planted: Planted) -> None:
    text = shipped_text("us/limits.toml")
    planted.put("us/limits.toml", text + text[text.index("[[limit]]") :])
    fault = planted.faults("us/limits.toml")[0]
    assert "'low_arrears' is written twice" in fault.reason
    assert fault.line == text.count("\n") + 1


def test_what_is_not_toml_is_found_with_its_line_and_once(planted: Planted) -> None:
    line = planted.change(B1, 'notice = "intent_to_close"', 'notice = "intent_to_close')
    faults = planted.faults(B1)
    assert [fault.line for fault in faults] == [line]
    assert "not TOML" in faults[0].reason


@pytest.mark.parametrize("path", ["facts.toml", "us/limits.toml", "us/notices.toml", "remedies/passport.toml"])
def test_a_broken_file_that_others_need_is_found_and_does_not_crash(planted: Planted, path: str) -> None:
    planted.put(path, "this is = = not TOML")
    faults = planted.faults(path)
    assert [fault.line for fault in faults] == [1]


def test_a_file_that_is_not_utf_8_is_found(planted: Planted) -> None:
    planted.put(B1, shipped_text(B1).encode("utf-16"))
    planted.put(B2, shipped_text(B2).encode("latin-1"))
    for path in (B1, B2):
        fault = planted.faults(path)[0]
        assert "not UTF-8" in fault.reason
        assert str(fault).startswith(f"{path}: ")


@pytest.mark.parametrize("path", ["notes.toml", "states/ar.toml", "elsewhere/b01.toml"])
def test_a_file_that_nobody_knows_is_found(planted: Planted, path: str) -> None:
    planted.put(path, 'id = "x"\n')
    assert ["nobody knows what this file is" in fault.reason for fault in planted.faults(path)] == [True]


def test_what_is_not_toml_by_name_is_left_alone(planted: Planted) -> None:
    planted.put("us/README.md", "words")
    planted.put("us/b01_low_arrears.toml~", "words")
    assert planted.faults() == []


@pytest.mark.parametrize("outcome", ["payment_processing", "closed", "state_debt_only"])
def test_a_remedy_without_a_last_answer_is_found(planted: Planted, outcome: str) -> None:
    others = {"payment_processing": "closed", "closed": "state_debt_only", "state_debt_only": "closed"}
    text = shipped_text("remedies/court_order.toml")
    planted.put("remedies/court_order.toml", text.replace(f'"{outcome}"', f'"{others[outcome]}"'))
    faults = planted.faults("remedies/court_order.toml")
    assert [f"no answer for '{outcome}'" in fault.reason for fault in faults] == [True]
    assert faults[0].line == 1


def test_a_remedy_whose_last_answer_has_a_condition_is_found(planted: Planted) -> None:
    planted.change("remedies/court_order.toml", "then =", 'when = "current_order"\nthen =')
    reasons = [fault.reason for fault in planted.faults("remedies/court_order.toml")]
    assert sum("no answer for" in reason for reason in reasons) == 3


def test_a_remedy_whose_last_answer_runs_out_is_found(planted: Planted) -> None:
    planted.change("remedies/court_order.toml", "from = 1999-04-09", "from = 1999-04-09\nuntil = 2020-12-31")
    reasons = [fault.reason for fault in planted.faults("remedies/court_order.toml")]
    assert any("no answer for 'closed'" in reason for reason in reasons)


def test_a_remedy_may_have_another_name_than_its_file(planted: Planted) -> None:
    text = shipped_text("remedies/court_order.toml").replace('id = "court_order"', 'id = "the_court_order"')
    planted.put("remedies/another_order.toml", text)
    assert planted.faults() == []
    assert "the_court_order" in planted.policy().remedies


def test_an_example_of_a_limb_that_there_is_not_is_found(planted: Planted) -> None:
    planted.change(B7, 'limb = "iii"', 'limb = "iiii"')
    assert any("no limb 'iiii'" in fault.reason for fault in planted.faults(B7))


def test_an_example_from_before_the_law_can_only_be_not_met(planted: Planted) -> None:
    example = '\n[[example]]\nsay = "Before the law"\non = 1990-01-01\ngiven = {}\nthen = "unknown"\n'
    planted.put(B1, shipped_text(B1) + example)
    fault = planted.faults(B1)[0]
    assert "no text of us.b1 is in force on 1990-01-01" in fault.reason
    assert fault.line == (shipped_text(B1) + example).split("\n").index("given = {}") + 1


def test_a_state_folder_without_its_own_page_is_found(planted: Planted) -> None:
    planted.put("states/zz/limits.toml", "")
    assert [str(fault) for fault in planted.faults()] == [
        "states/zz/state.toml: the state folder 'zz' has no state.toml"
    ]


def test_every_fault_is_told_at_once(planted: Planted) -> None:
    planted.change(B1, "current_order", "curent_order")
    planted.change(B4, 'notice = "', 'notise = "')
    planted.put("notes.toml", "")
    with pytest.raises(PolicyError) as caught:
        read_policy(planted.folder)
    assert {B1, B4, "notes.toml"} <= {fault.file for fault in caught.value.faults}
    assert f"{B1}:" in str(caught.value)


def test_a_folder_laid_over_the_shipped_one_changes_the_law_and_its_hash(planted: Planted, tmp_path: Path) -> None:
    assert read_policy(tmp_path).content_hash() == shipped().content_hash()
    planted.change("us/limits.toml", 'is = "500.00"', 'is = "600.00"')
    policy = planted.policy()
    assert policy.content_hash() != shipped().content_hash()
    assert str(policy.federal.limits["low_arrears"].values[0][2]) == "600.00"


def test_a_state_is_one_more_folder(planted: Planted) -> None:
    text = shipped_text("states/ar/state.toml").replace('state = "ar"', 'state = "zz"')
    planted.put("states/zz/state.toml", text)
    assert planted.policy().states == ["ar", "ca", "zz"]


def test_a_name_that_nobody_knows_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="ar, ca"):
        shipped().layer("zz")
    with pytest.raises(UnknownName, match=r"Did you mean .*us\.b1"):
        shipped().rule("us.b1x")


@pytest.mark.parametrize(
    ("at", "line"),
    [
        ("", 0),
        ("id", 1),
        ("heading.es", 2),
        ("version[0]", 4),
        ("version[0].when", 5),
        ("version[0].limb[0].when", 7),
        ("version[1].when", 9),
        ("version[1].limb[1].when", 13),
        ("example[0].given", 16),
        ("one.kind", 18),
        ("two.kind", 20),
        ("two.deep.kind", 22),
        ("nowhere", 0),
        ("version[9].when", 0),
    ],
)
def test_the_line_of_a_key_is_counted_in_its_own_table(at: str, line: int) -> None:
    text = """id = "x"
heading = { en = "when = 1", es = "y" }

[[version]]
when = "a"
[[version.limb]]
when = "b"
[[version]]
when = "c"
[[version.limb]]
when = "d"
[[version.limb]]
when = "e"
[[example]]
say = "z"
given = {}
[one]
kind = 1
[two]
kind = 2
[two.deep]
kind = 3
"""
    assert line_of(text, at) == line
