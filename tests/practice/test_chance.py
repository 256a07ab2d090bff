"""Chance is drawn from a seed alone."""

from __future__ import annotations

from statistics import mean

from caseclose.practice.chance import Chance


def test_the_same_seed_and_words_draw_the_same_and_others_draw_something_else() -> None:
    assert Chance(7).share("a", 1) == Chance(7).share("a", 1)
    assert len({Chance(seed).share("a", turn) for seed in range(10) for turn in range(10)}) == 100


def test_shares_and_counts_come_out_as_often_as_they_are_asked_for() -> None:
    chance = Chance(1)
    assert 0.27 < mean(chance.happens(0.3, "x", turn) for turn in range(2000)) < 0.33
    assert 2.25 < mean(chance.how_many(2.3, turn) for turn in range(2000)) < 2.35
    assert {chance.pick("abc", turn) for turn in range(50)} == set("abc")
    assert [chance.how_many(0, turn) for turn in range(20)] == [0] * 20
