"""Met, not met, unknown: how a condition is weighed, what is missing, and what more facts can change."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclose.closure.assessment import assess
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from caseclose.law.spans import Span, after
from caseclose.law.tree import All, AnyOf, Atom, Holds, Node, Not, OneOf, Reached, facts_read
from caseclose.law.verdict import Facts, Verdict, decisive, missing, verdict_of, weighed, weigher
from tests.law.trees import AS_OF, SOME, all_facts, some_facts, trees

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
Answer = bool | None
ANSWERS = (True, False, None)
AND = {(True, True): True, (True, None): None, (None, True): None, (None, None): None}
OR = {(False, False): False, (False, None): None, (None, False): None, (None, None): None}
NOT = {True: False, False: True, None: None}


def _given(**answers: Answer) -> Facts:
    return {name: answer for name, answer in answers.items() if answer is not None}


def _both_ways(node: Node, facts: Facts) -> Verdict:
    """Weigh in both ways, which must agree."""
    quick, explained = verdict_of(weigher(node)(facts)), weighed(node, facts).verdict
    assert quick is explained
    return explained


@pytest.mark.parametrize(("a", "b"), list(product(ANSWERS, ANSWERS)))
def test_and_and_or_follow_the_tables_of_kleene(a: Answer, b: Answer) -> None:
    facts, parts = _given(a=a, b=b), (Holds("a"), Holds("b"))
    assert _both_ways(All(parts), facts) is verdict_of(AND.get((a, b), False))
    assert _both_ways(AnyOf(parts), facts) is verdict_of(OR.get((a, b), True))


@pytest.mark.parametrize("a", ANSWERS)
def test_not_turns_yes_and_no_around_and_leaves_unknown_alone(a: Answer) -> None:
    assert _both_ways(Not(Holds("a")), _given(a=a)) is verdict_of(NOT[a])


@pytest.mark.parametrize(("a", "b", "c"), list(product(ANSWERS, repeat=3)))
def test_the_order_of_the_parts_does_not_matter(a: Answer, b: Answer, c: Answer) -> None:
    facts, names = _given(a=a, b=b, c=c), ("a", "b", "c")
    for kind in (All, AnyOf):
        there = kind(tuple(Holds(name) for name in names))
        back = kind(tuple(Holds(name) for name in reversed(names)))
        assert _both_ways(there, facts) is _both_ways(back, facts)


def test_an_unknown_is_never_settled_by_logic_alone() -> None:
    """Neither "a or not a" nor "a and not a" says anything of a case in which a is not known."""
    assert _both_ways(AnyOf((Holds("a"), Not(Holds("a")))), {}) is UNKNOWN
    assert _both_ways(All((Holds("a"), Not(Holds("a")))), {}) is UNKNOWN


@SOME
@given(trees(), some_facts())
def test_the_quick_answer_and_the_explained_one_agree_with_the_definition(tree: Node, facts: Facts) -> None:
    assert _both_ways(tree, facts) is _by_definition(tree, facts)


def _by_definition(node: Node, facts: Facts) -> Verdict:
    """Kleene's logic in its shortest form: no, unknown, yes in this order; "and" is the least, "or" the greatest."""
    order = (NOT_MET, UNKNOWN, MET)
    if isinstance(node, Not):
        return order[2 - order.index(_by_definition(node.part, facts))]
    if isinstance(node, All):
        return min((_by_definition(part, facts) for part in node.parts), key=order.index)
    if isinstance(node, AnyOf):
        return max((_by_definition(part, facts) for part in node.parts), key=order.index)
    return order[2 * _holds(node, facts[node.fact])] if node.fact in facts else UNKNOWN


def _holds(atom: Atom, value: Any) -> bool:
    if isinstance(atom, Holds):
        return value is True
    if isinstance(atom, OneOf):
        return value in atom.choices
    if isinstance(atom, Reached):
        day = value if atom.span is None else after(value, cast("Span", atom.span))
        return bool(day <= AS_OF)
    amount = atom.amount
    less, same = bool(value < amount), bool(value == amount)
    return {"<": less, "<=": less or same, ">": not (less or same), ">=": not less, "=": same}[atom.op]


@SOME
@given(trees(), all_facts(), st.data())
def test_more_facts_never_change_a_verdict_that_is_settled(tree: Node, facts: Facts, data: st.DataObject) -> None:
    known = data.draw(st.sets(st.sampled_from(sorted(facts))))
    fewer = {name: facts[name] for name in known}
    before = weighed(tree, fewer).verdict
    if before is not UNKNOWN:
        assert weighed(tree, facts).verdict is before


@SOME
@given(trees(), all_facts())
def test_a_case_with_every_fact_is_met_or_not_met(tree: Node, facts: Facts) -> None:
    assert weighed(tree, facts).verdict is not UNKNOWN
    assert missing(weighed(tree, facts)) == ()


@SOME
@given(trees(), some_facts())
def test_an_unknown_verdict_names_facts_that_are_absent_and_that_the_condition_reads(tree: Node, facts: Facts) -> None:
    found = weighed(tree, facts)
    absent = missing(found)
    assert bool(absent) is (found.verdict is UNKNOWN)
    assert set(absent) <= set(facts_read(tree)) - set(facts)
    assert len(set(absent)) == len(absent)


@SOME
@given(trees(), some_facts(), all_facts())
def test_the_missing_facts_settle_the_verdict_whatever_they_turn_out_to_be(
    tree: Node, facts: Facts, others: Facts
) -> None:
    absent = missing(weighed(tree, facts))
    completed = {**facts, **{name: others[name] for name in absent}}
    assert weighed(tree, completed).verdict is not UNKNOWN


@SOME
@given(trees(), some_facts(), all_facts())
def test_an_unknown_verdict_stays_so_until_a_missing_fact_is_found(tree: Node, facts: Facts, others: Facts) -> None:
    found = weighed(tree, facts)
    absent = missing(found)
    elsewhere = {**{name: value for name, value in others.items() if name not in absent}, **facts}
    if found.verdict is UNKNOWN:
        assert weighed(tree, elsewhere).verdict is UNKNOWN


def test_a_fact_that_cannot_settle_the_verdict_is_not_called_missing() -> None:
    a, b, c = Holds("a"), Holds("b"), Holds("c")
    tree = All((a, AnyOf((b, c))))
    assert missing(weighed(tree, {"b": True})) == ("a",)
    assert missing(weighed(tree, {"a": True})) == ("b", "c")
    assert missing(weighed(tree, {"a": False})) == ()


@SOME
@given(trees(), some_facts())
def test_what_carries_a_verdict_is_known_and_is_enough_for_it(tree: Node, facts: Facts) -> None:
    found = weighed(tree, facts)
    carried = decisive(found)
    assert all(atom.verdict is not UNKNOWN for atom in carried)
    if found.verdict is not UNKNOWN:
        names = {name for atom in carried for name in facts_read(atom.node)}
        assert weighed(tree, {name: facts[name] for name in names}).verdict is found.verdict


def test_what_carries_a_verdict_leaves_out_what_did_not_matter() -> None:
    a, b, c = Holds("a"), Holds("b"), Holds("c")
    facts = {"a": True, "b": False, "c": True}
    assert [str(atom.node) for atom in decisive(weighed(AnyOf((a, b, c)), facts))] == ["a", "c"]
    assert [str(atom.node) for atom in decisive(weighed(All((a, b, c)), facts))] == ["b"]


def _days_of_law() -> list[date]:
    """The first and the last day of every text of every rule."""
    versions = [version for rule in shipped().rules() for version in rule.versions]
    firsts = {version.since for version in versions}
    return sorted(firsts | {first - timedelta(days=1) for first in firsts} | {date(2026, 11, 22)})


@pytest.mark.parametrize("state", ["us", *shipped().states])
def test_a_case_without_facts_meets_nothing_and_nothing_is_ruled_out(state: str) -> None:
    counted = 0
    for day in _days_of_law():
        reading = assess(law_in_force(shipped(), state, day), {})
        assert {item.finding.verdict for item in reading.criteria} <= {UNKNOWN}, day
        assert all(item.finding.missing for item in reading.criteria), day
        assert reading.closable_under == ()
        assert not reading.must_close
        counted += len(reading.criteria)
    assert counted > 100
