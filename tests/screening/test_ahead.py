"""Reading ahead changes when parts are made, and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from caseclose.screening.ahead import ahead


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_every_item_comes_once_and_in_its_order(count: int) -> None:
    assert list(ahead(range(count))) == list(range(count))


def test_none_is_an_item_like_any_other() -> None:
    assert list(ahead([1, None, 2])) == [1, None, 2]


def test_the_next_item_is_made_while_the_first_is_in_hand() -> None:
    second_made = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        second_made.set()
        yield 2

    found = ahead(items())
    assert next(found) == 1
    assert second_made.wait(timeout=60)
    assert list(found) == [2]


def test_no_more_than_one_item_is_made_ahead() -> None:
    made = []

    def items() -> Iterator[int]:
        for number in range(5):
            made.append(number)
            yield number

    for item in ahead(items()):
        assert max(made) <= item + 2


def test_what_goes_wrong_comes_in_its_turn() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    found = ahead(items())
    assert next(found) == 1
    with pytest.raises(OSError, match="the disk is gone"):
        next(found)
