"""What a crowd waited: the arithmetic of it, and that a site which stands still is seen to stand still."""

from __future__ import annotations

import pytest
from benchmarks.public.latencies import Taken, by_what, summed, under


@pytest.mark.parametrize(
    ("share", "wait"), [(0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (1.0, 100.0), (0.0, 1.0), (0.005, 1.0), (0.011, 2.0)]
)
def test_a_share_of_the_waits_is_under_one_that_somebody_waited(share: float, wait: float) -> None:
    assert under([float(each) for each in range(1, 101)], share) == wait


def test_of_one_wait_every_share_is_that_one() -> None:
    assert [under([7.0], share) for share in (0.01, 0.5, 0.99)] == [7.0] * 3


def taken(*waits: float, every: float = 0.1, failed: tuple[int, ...] = ()) -> list[Taken]:
    """Requests that were due one after another, each with the seconds that it waited."""
    return [Taken("a page", turn * every, turn * every + wait, turn in failed) for turn, wait in enumerate(waits)]


def test_waits_count_from_when_a_request_was_due() -> None:
    found = summed(taken(*[0.1] * 9, 0.4), offered=10)
    assert (round(found.half), round(found.most), round(found.longest)) == (100, 400, 400)


def test_what_is_answered_a_second_ends_with_the_last_answer_and_leaves_out_what_failed() -> None:
    found = summed(taken(0.1, 0.1, 0.1, 1.7, failed=(1,)), offered=10)
    assert (found.requests, found.errors, round(found.answered, 3)) == (4, 1, 1.5)


@pytest.mark.parametrize(
    ("waits", "failed", "holds"),
    [
        ([0.1] * 100, (), True),
        ([0.1] * 95 + [0.3] * 5, (), True),
        ([0.1] * 94 + [0.3] * 6, (), False),
        ([0.1] * 100, (3,), False),
        ([0.01] * 99 + [2.0], (), False),  # kept up with less than 95 of 100
    ],
)
def test_a_rate_is_held_where_few_wait_long_none_fails_and_nothing_piles_up(
    waits: list[float], failed: tuple[int, ...], *, holds: bool
) -> None:
    assert summed(taken(*waits, failed=failed), offered=10).holds(250) is holds


def test_kinds_of_requests_are_told_apart() -> None:
    found = by_what([Taken("b", 0, 0.2), Taken("a", 0, 0.1), Taken("b", 0, 0.4)])
    assert {what: (each["requests"], round(each["half"]), round(each["most"])) for what, each in found.items()} == {
        "a": (1, 100, 100),
        "b": (2, 200, 400),
    }
