"""The child process is trusted no more than the file that it looked at: what it says is measured and checked."""

from __future__ import annotations

import time

import pytest

from caseclose.law.safeguards import paper_limits
from caseclose.papers import asking
from caseclose.papers.answer import Question
from caseclose.papers.asking import ask
from caseclose.papers.why import NotTaken, Why
from tests.papers.hostile import picture

LIMITS = paper_limits()
LYING = "tests.papers.lying"


@pytest.fixture(autouse=True)
def _tests_can_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the child find the tests too."""
    monkeypatch.setattr(asking, "_SOURCES", f"{asking._SOURCES}:{asking._SOURCES.parent}")


def told(asked: str, **changes: int) -> Why | None:
    limits = type(LIMITS)(**{**{name: getattr(LIMITS, name) for name in LIMITS.__struct_fields__}, **changes})
    try:
        ask(Question("png", limits, asked.encode()), limits, LYING)
    except NotTaken as refused:
        return refused.why
    return None


@pytest.mark.parametrize("asked", ["nonsense", "endless", "media", "size", "mark", "why"])
def test_what_is_no_answer_is_not_believed(asked: str) -> None:
    assert told(asked, copy_bytes=1000) is Why.TOO_MUCH


@pytest.mark.parametrize("asked", ["page", "pages", "no page"])
def test_pages_that_are_no_pictures_of_ours_are_not_believed(asked: str) -> None:
    assert told(asked) is Why.DAMAGED


def test_an_honest_answer_is_believed() -> None:
    assert told("honest") is None


def test_one_that_hangs_is_ended() -> None:
    began = time.monotonic()
    assert told("hangs", longest_seconds=2) is Why.TOO_MUCH
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("few", [{"memory_mib": 10}, {"seconds": 0}])
def test_one_that_may_use_too_little_is_refused_and_breaks_nothing(few: dict[str, int]) -> None:
    limits = type(LIMITS)(**{**{name: getattr(LIMITS, name) for name in LIMITS.__struct_fields__}, **few})
    with pytest.raises(NotTaken) as refused:
        ask(Question("png", limits, picture()), limits)
    assert refused.value.why is Why.TOO_MUCH
