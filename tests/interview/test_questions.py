"""What is asked, in which order, and what each answer is worth."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from random import Random

import pytest

from caseclose.interview.path import path
from caseclose.interview.questions import Questions
from caseclose.interview.result import Result, result_of
from caseclose.law.in_force import law_in_force
from caseclose.law.interview import DONT_KNOW
from caseclose.law.reading import shipped
from caseclose.law.verdict import Facts
from tests.interview.answering import STATES, TODAY, drawn, questions, said

EVERYWHERE = ("us", *STATES)
DRAWN = 24
"""How many sets of answers are drawn where a test looks for one that shows something."""

YES = {"who": "opened", "safety": "no", "aid": "never", "health": "never", "payments_only": "collects"}
PART = {**YES, "aid": "earlier", "state_debt": "more"}
PLAIN = {"order": "yes", "debt": "some", "other_case": "no"}


def sets(state: str) -> list[dict[str, str]]:
    """Sets of answers that lead far, and others drawn by chance."""
    chance = Random(state)
    far = [
        {**drawn(state, chance), **start, **PLAIN, **more}
        for start in (YES, PART, {**YES, "aid": "earlier", "state_debt": DONT_KNOW}, {**YES, "who": "other_parent"})
        for more in ({}, {"order": "no"}, {"order": "no", "debt": "none"}, {"state_debt": "little"})
    ]
    return [*far, *(drawn(state, chance) for _ in range(DRAWN))]


def shown(state: str, answers: dict[str, str]) -> tuple[object, ...]:
    """What a person would see of these answers: the next question, or the page that ends, or the result."""
    way = path(questions(state), answers)
    return (way.ends_with, what_counts(said(state, answers)))


def what_counts(result: Result) -> tuple[object, ...]:
    lines = result.plan.items if result.plan else ()
    ids = [reason.standing.id for reason in (*result.reasons, *result.advice)]
    return (result.verdict, result.becomes, ids, lines, set(result.unknown))


@pytest.mark.parametrize("state", STATES)
def test_every_answer_to_every_question_can_change_what_a_person_is_told(state: str) -> None:
    alike = {
        (question.id, one, other)
        for question in questions(state).all
        for one, other in combinations([answer.id for answer in question.text.answer], 2)
        if not any(
            shown(state, {**answers, question.id: one}) != shown(state, {**answers, question.id: other})
            for answers in sets(state)
        )
    }
    assert alike == SAME


SAME = {("who", "opened", "caretaker")}
"""Answers that differ for the person who reads them, and not for the law."""


@pytest.mark.parametrize("state", STATES)
def test_a_question_is_asked_only_while_it_can_change_something(state: str) -> None:
    """For each question on a way two answers tell different things, with one or another answer to those after it."""
    chance = Random(f"only {state}")
    ways = [path(questions(state), answers).answers for answers in sets(state)[::5]]
    for before, name in {(tuple(list(way.items())[:place]), name) for way in ways for place, name in enumerate(way)}:
        question = questions(state).script.questions[name]
        offered = questions(state).offered(question, dict(before))
        later = [
            {**YES, **PLAIN, "health_rights": "no", "state_debt": "none"},
            *(drawn(state, chance) for _ in range(DRAWN)),
        ]
        assert any(
            shown(state, {**after, **dict(before), name: one.id})
            != shown(state, {**after, **dict(before), name: other.id})
            for after in later
            for one, other in combinations(offered, 2)
        ), f"{name} after {before}"


@pytest.mark.parametrize("state", STATES)
def test_once_it_can_only_depend_nothing_more_is_asked(state: str) -> None:
    whole = {**YES, **PLAIN, "health_rights": "no", "state_debt": "none"}
    assert list(path(questions(state), {**whole, "who": DONT_KNOW}).answers) == ["who", "safety"]
    way = path(questions(state), {**whole, "aid": DONT_KNOW})
    assert list(way.answers) == ["who", "safety", "aid", "health", "payments_only"]


def test_what_two_possible_cases_do_not_share_is_asked_for() -> None:
    """How much is owed in all decides on a passport, though it is known that something is owed."""
    assert "debt" in path(questions("ca"), {**PART, **PLAIN, "state_debt": "some"}).answers


@pytest.mark.parametrize("state", EVERYWHERE)
def test_nobody_is_asked_more_than_ten_questions(state: str) -> None:
    assert len(questions(state).all) == 10
    asked = [len(path(questions(state), answers).answers) for answers in sets(state)]
    assert max(asked) <= 10
    assert sum(asked) / len(asked) < 8


@pytest.mark.parametrize("state", STATES)
def test_how_many_there_can_be_at_most_never_grows_and_is_never_too_few(state: str) -> None:
    for answers in sets(state)[::3]:
        whole = path(questions(state), answers)
        if whole.next is not None:
            continue  # two of the answers cannot both be true, so one of them is asked again
        at_most = []
        for place in range(len(whole.answers) + 1):
            way = path(questions(state), dict(list(whole.answers.items())[:place]))
            at_most.append(way.most)
        assert at_most == sorted(at_most, reverse=True)
        assert at_most[-1] == len(whole.answers)


LIKELY = {"who": "opened", "safety": "no", "aid": "never", "health": "never", "health_rights": "no"} | {
    "payments_only": "collects", "state_debt": "more", "order": "yes", "debt": "less", "other_case": "no"
}  # fmt: skip


def a_crowd(state: str) -> list[dict[str, str]]:
    """Parents of whom most answer each question as most would, and the others anyhow."""
    chance = Random(f"crowd {state}")
    return [
        {name: LIKELY[name] if chance.random() < 0.7 else answer for name, answer in drawn(state, chance).items()}
        for _ in range(2 * DRAWN)
    ]


def mean_asked(asked: Questions, crowd: list[dict[str, str]]) -> float:
    return sum(len(path(asked, answers).answers) for answers in crowd) / len(crowd)


@pytest.mark.parametrize("state", STATES)
def test_no_swap_of_two_neighbours_would_ask_less(state: str) -> None:
    """Who asks comes first and safety second, whatever it costs; from there on the order is one that asks little.

    One swap is left out: few can say who has the right to medical support, so the card is asked for first.
    """
    asked, crowd = questions(state), a_crowd(state)
    best = mean_asked(asked, crowd)
    for place in range(2, len(asked.all) - 1):
        order = list(asked.all)
        if order[place].id == "health":
            continue
        order[place], order[place + 1] = order[place + 1], order[place]
        swapped = Questions(asked.law)
        swapped.__dict__["all"] = tuple(order)
        assert mean_asked(swapped, crowd) >= best - 0.1, [each.id for each in order]


# ---- what an answer says ---------------------------------------------------------------------------------------------


def only(state: str, **answers: str) -> Facts:
    worlds = questions(state).worlds(questions(state).possible(answers) or {})
    assert len(worlds) == 1
    return worlds[0]


@pytest.mark.parametrize("state", EVERYWHERE)
def test_not_to_know_says_nothing_of_any_fact(state: str) -> None:
    for question in questions(state).all:
        assert only(state, **{question.id: DONT_KNOW}) == {}


@pytest.mark.parametrize("state", EVERYWHERE)
def test_whoever_opened_the_case_is_taken_to_ask_for_its_closing(state: str) -> None:
    for who in ("opened", "caretaker"):
        assert only(state, who=who) == {"requester_opened_case": True, "recipient_asked_to_close": True}
    for who in ("other_parent", "grown_child"):
        assert only(state, who=who) == {"requester_opened_case": False}
    assert only(state, who="notice") == {}


def test_a_family_that_never_got_aid_owes_the_state_nothing() -> None:
    assert only("ca", aid="never")["arrears_assigned"] == Decimal("0.00")
    assert "arrears_assigned" not in only("ca", aid="earlier")


def test_a_debt_of_which_nobody_knows_the_amount_leaves_every_amount_but_none() -> None:
    owed = {
        world["arrears_assigned"]
        for world in questions("ca").worlds(questions("ca").possible({"state_debt": "some"}) or {})
    }
    assert Decimal("0.00") not in owed
    assert len(owed) == 4


def test_the_amounts_stand_on_both_sides_of_each_limit() -> None:
    limits = law_in_force(shipped(), "ca", TODAY).limits
    for name in ("passport_minimum", "assigned_offset_minimum", "administrative_offset_minimum"):
        limit = limits[name].on(TODAY)
        assert isinstance(limit, Decimal)
        values = [value for value in questions("ca").values["arrears_assigned"] if isinstance(value, Decimal)]
        assert any(value < limit for value in values)
        assert any(value >= limit for value in values)


@pytest.mark.parametrize("state", STATES)
def test_what_is_owed_in_all_is_never_less_than_what_is_owed_to_the_state(state: str) -> None:
    asked = questions(state)
    for debt in ("more", "some", "little"):
        for world in asked.worlds(asked.possible({"state_debt": debt}) or {}):
            total, part = world["arrears_total"], world["arrears_assigned"]
            assert isinstance(total, Decimal)
            assert isinstance(part, Decimal)
            assert total >= part


@pytest.mark.parametrize("state", STATES)
def test_an_answer_that_cannot_be_true_beside_the_others_is_not_offered(state: str) -> None:
    asked = questions(state)
    debt = asked.script.questions["debt"]
    assert "none" in {each.id for each in asked.offered(debt, {"state_debt": "none"})}
    assert "none" not in {each.id for each in asked.offered(debt, {"state_debt": "some"})}
    assert asked.possible({"state_debt": "some", "debt": "none"}) is None


# ---- the way ---------------------------------------------------------------------------------------------------------


def test_answers_that_mean_nothing_are_left_out() -> None:
    way = path(questions("ca"), {"who": "the king", "safety": "no", "": "x", "what": "yes"})
    assert way.answers == {}
    assert way.next is not None
    assert way.next.id == "who"


def test_an_earlier_answer_that_changes_takes_away_the_later_ones_that_no_longer_matter() -> None:
    answers = {**PART, **PLAIN}
    assert "state_debt" in path(questions("ca"), answers).answers
    changed = path(questions("ca"), {**answers, "aid": "never"})
    assert "state_debt" not in changed.answers
    assert path(questions("ca"), {**answers, "aid": "cash_now"}).answers == {
        "who": "opened",
        "safety": "no",
        "aid": "cash_now",
    }


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["other_parent", "grown_child", "notice"])
def test_who_may_not_ask_or_need_not_is_led_to_a_page_of_their_own_at_once(state: str, who: str) -> None:
    way = path(questions(state), {**YES, "who": who})
    assert (way.next, list(way.answers)) == (None, ["who"])
    assert way.ends_with is not None
    assert way.ends_with.id == who


@pytest.mark.parametrize("state", STATES)
def test_safety_is_asked_of_all_who_may_ask_before_anything_else(state: str) -> None:
    for who in ("opened", "caretaker", DONT_KNOW):
        way = path(questions(state), {"who": who})
        assert way.next is not None
        assert way.next.id == "safety"


@pytest.mark.parametrize("state", EVERYWHERE)
def test_without_answers_it_depends(state: str) -> None:
    assert result_of(questions(state), {}).verdict == "depends"
