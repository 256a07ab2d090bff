"""Who gets the money: every worked example in the policy, every cent in one place, and faults told with their line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.law.distribution import ShareExampleText, ShareRuleText, Situation, read_distribution, rule_for
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped
from caseclose.law.sharing import HELD, Owed, share, total
from caseclose.law.sources import Source

RULES = [rule for layer in shipped().layers.values() for rule in layer.distribution]
MANY = settings(max_examples=300, deadline=None, database=None)


def examples() -> Iterator[tuple[str, ShareRuleText, ShareExampleText]]:
    for code, layer in shipped().layers.items():
        for rule in layer.distribution:
            for example in rule.example:
                yield code, rule, example


@pytest.mark.parametrize(
    ("code", "rule", "example"), list(examples()), ids=[f"{r.id}: {e.say}" for _, r, e in examples()]
)
def test_the_worked_examples_hold(code: str, rule: ShareRuleText, example: ShareExampleText) -> None:
    told, day = example.given, example.on or rule.since
    case = Situation(
        told.kind, told.money_from, told.aid, told.obligation_ended, told.responding, told.keeps_paying_out
    )
    assert rule_for(shipped().distribution(code), case, day).rule is rule
    parts = share(told.amount, rule, Owed(told.current, told.family, told.state, told.order))
    then = {to: getattr(example.then, to) for to in ("family", "state", "back", "agency", "held")}
    assert {to: total(parts, to) for to in then} == then


MONEY = st.decimals("0.00", "2000.00", places=2)
PERHAPS = st.one_of(st.none(), MONEY)


@MANY
@given(
    st.decimals("0.01", "2000.00", places=2),
    st.sampled_from(RULES),
    st.builds(Owed, PERHAPS, PERHAPS, PERHAPS, st.sampled_from([True, False, None])),
)
def test_every_cent_has_one_place_and_no_debt_is_paid_with_more_than_is_owed(
    amount: Decimal, rule: ShareRuleText, owed: Owed
) -> None:
    parts = share(amount, rule, owed)
    assert sum(part.amount for part in parts) == amount
    assert all(part.amount > 0 for part in parts)
    paid = {
        debt: sum(part.amount for part in parts if part.pays == debt) for debt in ("arrears_family", "arrears_state")
    }
    assert paid["arrears_family"] <= (owed.family or 0)
    assert paid["arrears_state"] <= (owed.state or 0)
    after = [bool(part.missing) for part in parts]
    assert True not in after[:-1]  # what is not known holds the rest, and nothing comes after it


KINDS = st.builds(
    Situation,
    st.sampled_from(["enforcement", "payment_processing", "state_debt_only", "closed"]),
    st.sampled_from(["withholding", "federal_offset", "state_offset", "direct", "other"]),
    st.sampled_from([True, False, None]),
    st.sampled_from([True, False, None]),
    st.booleans(),
)


@MANY
@given(KINDS, st.sampled_from([FEDERAL, *shipped().states]))
def test_no_situation_is_without_a_rule_unless_something_can_be_found_out(case: Situation, code: str) -> None:
    applies = rule_for(shipped().distribution(code), case, shipped().newest)
    known = case.aid is not None and case.obligation_ended is not None
    closed_and_owing = case.kind == "closed" and case.obligation_ended is False and not case.responding
    assert applies.rule is not None or not known or closed_and_owing
    assert applies.rule is None or not applies.missing


GOOD = """\
[[rule]]
id = "us.money.a"
heading = { en = "A", es = "A" }
plain = { en = "A", es = "A" }
from = 2020-01-01
cites = ["1"]
verified = "unverified"
to = ["all_back"]

[[rule.example]]
say = "one"
given = { amount = 1.00, kind = "closed", from = "other" }
then = { back = 1.00 }
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('["all_back"]', '["arrears_to_state"]', 8, "must end with one bucket"),
        ('["all_back"]', '["all_back", "all_held"]', 8, "must end with one bucket"),
        ('["all_back"]', '["arrears_to_state", "arrears_to_state", "all_held"]', 8, "twice"),
        ('["all_back"]', '["all_bank"]', 8, "Invalid enum value"),
        ("from = 2020-01-01", "from = 2020-01-01\nuntil = 2019-01-01", 6, "before it begins"),
        ("verified", "verfied", 7, "'verfied' is not a key"),
        ("[[rule.example]]", "[[rule.exempel]]", 0, "exempel"),
    ],
)
def test_a_fault_in_a_rule_is_told_with_its_line(old: str, new: str, line: int, says: str) -> None:
    source = Source("us/distribution.toml", GOOD.replace(old, new))
    read_distribution(source)
    assert says in source.faults[0].reason
    assert line in {0, source.faults[0].line}


def test_a_rule_without_an_example_and_one_that_stands_twice_are_faults() -> None:
    alone = GOOD[: GOOD.index("[[rule.example]]")].replace('to = ["all_back"]', 'to = ["all_back"]\nexample = []')
    for text, says in ((alone, "needs an [[rule.example]]"), (GOOD + GOOD, "used twice")):
        source = Source("us/distribution.toml", text)
        read_distribution(source)
        assert any(says in fault.reason for fault in source.faults)


def test_what_is_held_says_what_is_to_be_found_out() -> None:
    rule = next(rule for rule in RULES if rule.id == "us.money.family")
    (part,) = share(Decimal("5.00"), rule, Owed(None, None, None, None))
    assert (part.to, part.missing) == (HELD, "current_order")
