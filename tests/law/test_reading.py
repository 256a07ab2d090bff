"""Faults planted in the policy files: each is found, with its file, its line and the word at fault."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from caseclose.law.errors import PolicyError, UnknownName
from caseclose.law.reading import examine_policy, read_policy, shipped
from caseclose.law.sources import line_of
from tests.law.planting import Planted, shipped_text

B1, B2, B4, B7 = (
    f"us/{name}.toml" for name in ("b01_low_arrears", "b02_assigned_arrears_only", "b04_death", "b07_cannot_locate")
)
B15 = "us/b15_cannot_reach_recipient.toml"
AR_B1 = "states/ar/b01_low_arrears.toml"
WHEN_B1 = 'when = "not current_order and (arrears_total < low_arrears or arrears_unenforceable)"'
LAST_B15 = "and recipient_unreachable and contact_methods_tried >="
TEN_MORE = " and ".join(
    ["regular_payments", "ncp_deceased", "money_held", "receives_ssi", "receives_ssdi", "incarcerated"]
    + ["receives_cash_aid", "receives_medicaid", "limited_service", "responding_case"]
)


class Plant(NamedTuple):
    """A change to one shipped file, and the words that the fault must say. `below` counts lines from the change."""

    path: str
    old: str
    new: str
    says: tuple[str, ...]
    below: int = 0


PLANTS = {
    "a key that nobody knows": Plant(B1, 'notice = "', 'notise = "', ("'notise'", "Did you mean notice")),
    "a key that nobody knows, in a version": Plant(B1, "when =", "whenn =", ("'whenn'", "Did you mean when")),
    "a key that nobody knows, in a later version": Plant(
        B4, 'cites = ["45 CFR 303.11(b)(4)"]', 'sites = ["45 CFR 303.11(b)(4)"]', ("'sites'", "Did you mean cites")
    ),
    "a key that nobody knows, in an example": Plant(B1, "given =", "give =", ("'give'", "Did you mean given?")),
    "a third language": Plant(B1, "heading = { en", 'heading = { fr = "Sans", en', ("'fr'",)),
    "a key that a fact does not have": Plant(
        "facts.toml", '[arrears_family]\nkind = "money"', '[arrears_family]\nkint = "money"', ("'kint'", "kind"), 1
    ),
    "a kind of fact that there is not": Plant(
        "facts.toml", '[arrears_family]\nkind = "money"', '[arrears_family]\nkind = "dollars"', ("dollars",), 1
    ),
    "a fact that nobody knows": Plant(
        B1, WHEN_B1, WHEN_B1.replace("current_order", "curent_order"), ("'curent_order'", "Did you mean current_order")
    ),
    "a fact that nobody knows, in a later version": Plant(
        B15, LAST_B15, LAST_B15.replace("unreachable", "unreachabel"), ("Did you mean recipient_unreachable",)
    ),
    "a fact that nobody knows, in a later limb": Plant(
        B7, "and ssn_cannot_be_verified", "and ssn_cannot_be_verifed", ("Did you mean ssn_cannot_be_verified",)
    ),
    "a limit that nobody knows": Plant(
        B1, WHEN_B1, WHEN_B1.replace("low_arrears", "low_arears"), ("'low_arears'", "Did you mean low_arrears")
    ),
    "a choice that the fact does not have": Plant(
        B15,
        "in ('application', 'former_assistance') and",
        "in ('application', 'former_assistence') and",
        ("'former_assistence'", "Did you mean former_assistance"),
    ),
    "a condition that is not of the language": Plant(
        B1, WHEN_B1, 'when = "current_order is null"', ("'is null'", "column 15")
    ),
    "and mixed with or": Plant(B1, WHEN_B1, 'when = "money_held and current_order or ncp_deceased"', ("column 30",)),
    "a condition that stops in the middle": Plant(B1, WHEN_B1, 'when = "not current_order and"', ("middle",)),
    "an amount of money standing alone": Plant(
        B1, WHEN_B1, 'when = "arrears_total"', ("'arrears_total' is a money", "only a yes_no fact can stand alone")
    ),
    "a yes or no set against an amount": Plant(
        B1, WHEN_B1, 'when = "current_order > 5"', ("'current_order' is a yes_no", "only money and counts")
    ),
    "a date set against a date": Plant(
        B1, WHEN_B1, 'when = "last_arrears_payment_on <= notice_sent_on"', ("'last_arrears_payment_on' is a date",)
    ),
    "money without its cents": Plant(B1, WHEN_B1, 'when = "arrears_total < 500"', ("500.00",)),
    "a count with cents": Plant(B1, WHEN_B1, 'when = "recipient_interviews > 1.00"', ("whole number",)),
    "a span where money is needed": Plant(
        B1, WHEN_B1, 'when = "arrears_total < majority_age"', ("'majority_age' is a limit of kind span",)
    ),
    "money where a span is needed": Plant(
        B1, WHEN_B1, 'when = "notice_sent_on + low_arrears <= as_of"', ("'low_arrears' is a limit of kind money",)
    ),
    "a span added to what is not a date": Plant(
        B1, WHEN_B1, 'when = "current_order + notice_span <= as_of"', ("'current_order' is a yes_no, not a date",)
    ),
    "a fact that is not a choice": Plant(B1, WHEN_B1, "when = \"current_order = 'x'\"", ("not a choice",)),
    "a limit from before its time": Plant(
        B1, "from = 1999-04-09", "from = 1990-01-01", ("'low_arrears' is not in force on 1990-01-01",), 4
    ),
    "a limit past its time": Plant(
        B15,
        LAST_B15 + " contact_methods_needed",
        LAST_B15 + " contact_methods_needed and contact_attempts_since + contact_span <= as_of",
        ("'contact_span' is not in force on",),
    ),
    "a limit that ends before the text does": Plant(
        B1,
        WHEN_B1,
        'when = "not current_order and contact_attempts_since + contact_span <= as_of"',
        ("'contact_span' is not in force on 2017-01-19",),
    ),
    "more facts than anybody can read": Plant(
        B1, 'arrears_unenforceable)"', f'arrears_unenforceable) and {TEN_MORE}"', ("more than 12 facts",), -5
    ),
    "a version without a condition": Plant(B1, WHEN_B1 + "\n", "\n", ("no condition",), -5),
    "a list that is not a list": Plant(B1, "evidence = [", 'evidence = "support_order" #', ("`array`", "`str`")),
    "a date that is not a date": Plant(B4, "from = 2017-01-19", 'from = "soon"', ("date",)),
    "a word where only some words will do": Plant(B1, 'verified = "seen"', 'verified = "maybe"', ("maybe",)),
    "no Spanish heading": Plant(
        B1, ', es = "Sin orden vigente, y la deuda es pequeña o no se puede cobrar" }', " }", ("`es`",)
    ),
    "an empty Spanish heading": Plant(
        B1, 'es = "Sin orden vigente, y la deuda es pequeña o no se puede cobrar"', 'es = ""', ("`es`",)
    ),
    "no id": Plant(B1, 'id = "us.b1"\n', "", ("`id`",), -1),
    "a notice that nobody knows": Plant(
        B1, 'notice = "intent_to_close"', 'notice = "intend_to_close"', ("Did you mean intent_to_close",)
    ),
    "evidence that nobody knows": Plant(
        B1,
        'evidence = ["support_order"',
        'evidence = ["suport_order"',
        ("'suport_order'", "Did you mean support_order"),
    ),
    "a federal paragraph that there is not": Plant(
        AR_B1, 'under = "us.b1"', 'under = "us.b99"', ("'us.b99' is not the name of any federal paragraph",)
    ),
    "a gate for a paragraph that there is not": Plant(
        "gates/payment_processing_case.toml", "not_for = [", 'not_for = ["us.b99", ', ("'us.b99'",)
    ),
    "a gate that shuts nothing": Plant("gates/money_held.toml", 'shuts = ["propose", "close"]\n', "", ("`shuts`",), -3),
    "a bar to a request that says no outcome": Plant(
        "us/request/cash_aid.toml", 'outcome = "cannot_close"\n', "", ("`outcome`",), -3
    ),
    "a step that there is not": Plant("gates/money_held.toml", '"propose", "close"', '"propose", "shut"', ("shut",)),
    "a request rule in place of one that there is not": Plant(
        "states/ar/request/who_may_ask.toml", "us.request.who_may_ask", "us.request.who_may", ("'us.request.who_may'",)
    ),
    "an example with a fact that nobody knows": Plant(
        B1, "given = { current_order", "given = { curent_order", ("'curent_order'", "Did you mean current_order")
    ),
    "an example with an amount that is none": Plant(
        B1, "arrears_total = 499.99", 'arrears_total = "much"', ("arrears_total: 'much' is not an amount of money",)
    ),
    "an effect for a remedy that there is not": Plant(
        "states/ar/remedies.toml", 'remedy = "income_withholding"', 'remedy = "withholding"', ("'withholding'",)
    ),
    "a limit that is no amount": Plant(
        "us/limits.toml", 'is = "500.00"', 'is = "five hundred"', ("'five hundred' is not a money",)
    ),
    "a limit that is no span": Plant("us/limits.toml", 'is = "2 years"', 'is = "long"', ("'long' is not a span",)),
    "a limit longer than anybody lives": Plant(
        "us/limits.toml", 'is = "2 years"', 'is = "2000 years"', ("'2000 years' is not a span",)
    ),
    "a state that calls itself by another name": Plant(
        "states/ar/state.toml", 'state = "ar"', 'state = "ak"', ("'ar'", "'ak'")
    ),
    "a state that adopts a paragraph that there is not": Plant(
        "states/ar/state.toml", 'id = "us.b3"', 'id = "us.b33"', ("'us.b33'",)
    ),
    "a notice with a limit that nobody knows": Plant(
        "us/notices.toml", 'days = "notice_span"', 'days = "notice_spam"', ("'notice_spam'", "notice_span")
    ),
    "a fact proven by what nobody knows": Plant(
        "facts.toml", 'evidence = ["support_order"]', 'evidence = ["suport_order"]', ("'suport_order'",)
    ),
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_fault_is_found_with_its_line_and_the_word_at_fault(planted: Planted, plant: Plant) -> None:
    line = planted.change(plant.path, plant.old, plant.new) + plant.below
    faults = planted.faults(plant.path)
    found = [fault for fault in faults if all(word in fault.reason for word in plant.says)]
    assert found, [str(fault) for fault in faults]
    assert found[0].line == max(line, 0), [str(fault) for fault in faults]


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
