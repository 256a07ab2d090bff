"""The solver finds a state rule that is wider than the federal paragraph, and shows a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from caseclose.law.prove import counterexample, prover_available, wider_rules
from caseclose.law.reading import shipped
from caseclose.law.tree import All, AnyOf, Compare, Holds, Node, Not, Reached
from caseclose.law.verdict import Facts, Verdict, weighed
from tests.law.planting import Planted
from tests.law.trees import all_facts, trees

AR_B1 = "states/ar/b01_low_arrears.toml"
AR_B2 = "states/ar/b02_assigned_arrears_only.toml"
WHEN_B1 = "not current_order and arrears_total < low_arrears and not regular_payments"


def _money(op: str, amount: str) -> Compare:
    return Compare("arrears_total", op, Decimal(amount))


def test_the_solver_is_installed_with_the_tools_for_building() -> None:
    assert prover_available()


def test_of_the_shipped_rules_only_californias_paternity_rule_reaches_further() -> None:
    wider = wider_rules(shipped())
    assert [(each.rule, each.under, each.on) for each in wider] == [
        ("ca.b6", "us.b6", date(1999, 4, 9)),
        ("ca.b6", "us.b6", date(2024, 7, 1)),
    ]


@pytest.mark.parametrize(
    ("wide", "case"),
    [
        ("arrears_total < low_arrears", "current_order = true"),
        ("not current_order", "arrears_total = "),
        ("not current_order and arrears_total <= low_arrears", "arrears_total = 500.00"),
        ("not current_order and (arrears_total < low_arrears or not regular_payments)", "regular_payments = false"),
    ],
    ids=["a condition left out", "the limit left out", "one cent more", "or for and"],
)
def test_a_state_rule_that_is_wider_is_found_with_a_case(planted: Planted, wide: str, case: str) -> None:
    planted.change(AR_B1, WHEN_B1, wide)
    found = {each.rule: each for each in wider_rules(planted.policy())}
    assert found["ar.b1"].under == "us.b1"
    assert case in found["ar.b1"].case


@pytest.mark.parametrize(
    "narrow",
    [
        "not current_order and arrears_total < low_arrears",
        "not current_order and arrears_total <= 499.99",
        "not current_order and arrears_total = 0.00",
        "not current_order and arrears_unenforceable and money_held",
        "not current_order and (arrears_total < low_arrears or arrears_unenforceable)",
    ],
)
def test_a_state_rule_that_is_as_wide_or_narrower_is_not_found(planted: Planted, narrow: str) -> None:
    planted.change(AR_B1, WHEN_B1, narrow)
    assert "ar.b1" not in {each.rule for each in wider_rules(planted.policy())}


def test_a_state_text_older_than_the_federal_paragraph_is_looked_at_from_the_day_both_stand(planted: Planted) -> None:
    planted.change(AR_B2, "from = 2020-06-08", "from = 2010-01-01")
    text = (planted.folder / AR_B2).read_text(encoding="utf-8")
    planted.put(AR_B2, text.replace(" and arrears_family = 0.00", ""))
    found = {each.rule: each for each in wider_rules(planted.policy())}
    assert found["ar.b2"].on == date(2017, 1, 19)
    assert "arrears_family = " in found["ar.b2"].case


def test_the_case_is_made_of_values_that_facts_can_have() -> None:
    assert counterexample(_money("<", "0.02"), _money("<", "0.01")) == "arrears_total = 0.01"
    assert counterexample(_money("<", "0.01"), _money("=", "0.00")) is None
    interviews = Compare("recipient_interviews", ">=", 1)
    assert counterexample(Compare("recipient_interviews", ">", 0), interviews) is None
    assert counterexample(Compare("recipient_interviews", ">", 2), _money("=", "0.00")) is not None
    day = Reached("notice_sent_on", None, latest=date(2024, 3, 1))
    earlier = Reached("notice_sent_on", None, latest=date(2024, 2, 29))
    assert counterexample(day, earlier) == "notice_sent_on = 2024-03-01"
    assert counterexample(earlier, day) is None


def test_a_rule_is_never_wider_than_itself_with_a_part_left_out() -> None:
    a, b = Holds("a"), Holds("b")
    assert counterexample(All((a, b)), a) is None
    assert counterexample(a, AnyOf((a, b))) is None
    assert counterexample(a, All((a, b))) == "a = true, b = false"
    assert counterexample(Not(All((a, b))), AnyOf((Not(a), Not(b)))) is None


@settings(max_examples=400, deadline=None, database=None)
@given(trees(), trees(), all_facts())
def test_where_no_case_is_found_no_case_meets_one_and_not_the_other(one: Node, other: Node, facts: Facts) -> None:
    if weighed(one, facts).verdict is Verdict.MET and weighed(other, facts).verdict is Verdict.NOT_MET:
        assert counterexample(one, other)
