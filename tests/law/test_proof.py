"""The examples beside the law, the mutation run, and the walk through the published versions of the rule."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from caseclose.law.fold import folded
from caseclose.law.language import read_condition
from caseclose.law.mutants import mutants
from caseclose.law.proof import federal_paragraphs, prove_coverage, prove_examples
from caseclose.law.reading import examine_policy, shipped
from caseclose.law.tree import Node
from tests.law.planting import Planted, shipped_text
from tests.law.trees import AS_OF, SOME, unfolded

B1, B4, B7 = (f"us/{name}.toml" for name in ("b01_low_arrears", "b04_death", "b07_cannot_locate"))


def _without_examples(text: str, *, dated_before: date | None = None) -> str:
    """The text of a policy file without its examples, or without those that are dated before a day."""
    head, *examples = text.split("[[example]]")
    kept = [example for example in examples if dated_before and not _is_before(example, dated_before)]
    return "[[example]]".join([head, *kept])


def _is_before(example: str, day: date) -> bool:
    on = next((line.removeprefix("on = ") for line in example.splitlines() if line.startswith("on = ")), "")
    return bool(on) and date.fromisoformat(on) < day


def test_the_shipped_policy_passes_its_examples_and_leaves_no_mutant_no_gap_and_no_paragraph_out() -> None:
    proof, coverage = prove_examples(shipped()), prove_coverage(shipped())
    assert proof.failures == ()
    assert proof.survivors == ()
    assert (coverage.missing, coverage.gaps) == ((), ())
    assert proof.passed > 900
    assert proof.made > 900
    assert len(coverage.covered) == 22


def test_every_published_paragraph_has_a_file_and_no_other_federal_one_is_claimed_to_be_published() -> None:
    published = {name for version in shipped().versions.values() for name in version.paragraphs}
    assert set(federal_paragraphs(shipped())) - published == {"us.payment_processing"}
    assert published <= set(federal_paragraphs(shipped()))


def test_every_rule_is_tried_by_examples_for_met_not_met_and_unknown() -> None:
    for rule in shipped().rules():
        assert {example.then for example in rule.text.example} == {"met", "not_met", "unknown"}, rule.id


def test_without_the_boundary_example_the_mutant_at_the_boundary_survives(planted: Planted) -> None:
    text = shipped_text(B1)
    head, *examples = text.split("[[example]]")
    planted.put(B1, "[[example]]".join([head, *(each for each in examples if "500.00" not in each)]))
    survivors = prove_examples(planted.policy()).survivors
    assert {(each.rule, each.file, each.since) for each in survivors} == {("us.b1", B1, date(1999, 4, 9))}
    assert "'<=' for '<' in arrears_total < low_arrears" in {each.change for each in survivors}


def test_without_examples_every_mutant_survives(planted: Planted) -> None:
    planted.put(B1, _without_examples(shipped_text(B1)))
    proof, rule = prove_examples(planted.policy()), shipped().rule("us.b1")
    made = sum(1 for _ in mutants(rule.versions[0].tree, shipped().federal.limits))
    assert Counter(each.rule for each in proof.survivors) == {"us.b1": made}
    assert proof.passed == prove_examples(shipped()).passed - len(rule.text.example)


def test_examples_of_today_do_not_vouch_for_an_older_text(planted: Planted) -> None:
    planted.put(B4, _without_examples(shipped_text(B4), dated_before=date(2017, 1, 19)))
    survivors = prove_examples(planted.policy()).survivors
    assert {(each.rule, each.since) for each in survivors} == {("us.b4", date(1999, 4, 9))}


def test_a_mutant_of_one_limb_is_named_with_its_limb(planted: Planted) -> None:
    planted.put(B7, _without_examples(shipped_text(B7)))
    changes = {each.change for each in prove_examples(planted.policy()).survivors}
    assert "limb iii: dropped ssn_cannot_be_verified" in changes
    assert "dropped locate_efforts_diligent" in changes


@pytest.mark.parametrize(
    ("right", "wrong", "expected", "got"),
    [
        ("arrears_total < low_arrears", "arrears_total <= low_arrears", "not_met", "met"),
        ("not current_order and", "current_order and", "met", "not_met"),
        ("low_arrears or arrears_unenforceable", "low_arrears and arrears_unenforceable", "met", "not_met"),
    ],
    ids=["at the boundary", "turned around", "and for or"],
)
def test_a_wrong_rule_fails_its_examples(planted: Planted, right: str, wrong: str, expected: str, got: str) -> None:
    planted.change(B1, right, wrong)
    failures = prove_examples(planted.policy()).failures
    assert {(each.rule, each.file) for each in failures} == {("us.b1", B1)}
    assert (expected, got) in {(each.expected, each.got) for each in failures}
    said = {example.say for example in shipped().rule("us.b1").text.example}
    assert {each.say for each in failures} <= said


def test_a_changed_limit_fails_the_examples_that_lie_at_it(planted: Planted) -> None:
    planted.change("us/limits.toml", 'is = "500.00"', 'is = "500.01"')
    assert "us.b1" in {each.rule for each in prove_examples(planted.policy()).failures}


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        ("from = 1999-04-09", "from = 2000-01-01", "1999-04-09 (fed-1999)"),
        ("from = 1999-04-09", "from = 1999-04-09\nuntil = 2019-12-31", "2020-01-01 (fed-2017)"),
        ("from = 1999-04-09", "from = 1999-04-09\nuntil = 2030-12-31", "2031-01-01 (fed-2025)"),
        ("from = 1999-04-09", "from = 1999-04-09\nuntil = 2020-07-08", "2020-07-09 (fed-2020)"),
    ],
    ids=["begins too late", "ends in the middle", "ends in the future", "ends with a version"],
)
def test_a_gap_in_the_dates_of_a_paragraph_is_counted(planted: Planted, old: str, new: str, day: str) -> None:
    planted.change(B1, old, new)
    assert f"us.b1: 0 texts in force on {day}" in prove_coverage(examine_policy(planted.folder)[0]).gaps


def test_a_published_paragraph_without_a_file_is_listed(planted: Planted) -> None:
    planted.change("us/versions.toml", 'paragraphs = ["us.b1"', 'paragraphs = ["us.b99", "us.b1"')
    assert prove_coverage(planted.policy()).missing == ("us.b99",)


def test_the_mutants_of_a_condition_are_these() -> None:
    tree = read_condition("not a and (m < low_arrears or d + 60 days <= as_of or c in ('x', 'y'))")
    assert [mutant.change for mutant in mutants(tree, shipped().federal.limits)] == [
        "joined with 'or' instead: not a and (m < low_arrears or d + 60 days <= as_of or c in ('x', 'y'))",
        "dropped not a",
        "dropped 'not' before a",
        "put 'not' before a",
        "dropped m < low_arrears or d + 60 days <= as_of or c in ('x', 'y')",
        "joined with 'and' instead: m < low_arrears or d + 60 days <= as_of or c in ('x', 'y')",
        "dropped m < low_arrears",
        "put 'not' before m < low_arrears",
        "'<=' for '<' in m < low_arrears",
        "500.00 moved to 499.99 in m < 500.00",
        "500.00 moved to 500.01 in m < 500.00",
        "dropped d + 60 days <= as_of",
        "put 'not' before d + 60 days <= as_of",
        "the span of d + 60 days <= as_of moved by -1 day",
        "the span of d + 60 days <= as_of moved by 1 day",
        "dropped c in ('x', 'y')",
        "put 'not' before c in ('x', 'y')",
        "dropped 'x' from c in ('x', 'y')",
        "dropped 'y' from c in ('x', 'y')",
    ]


@SOME
@given(unfolded())
def test_every_mutant_is_another_condition_that_can_be_weighed(tree: Node) -> None:
    limits = shipped().federal.limits
    for mutant in mutants(tree, limits):
        assert mutant.tree != tree
        assert folded(mutant.tree, limits, AS_OF)
