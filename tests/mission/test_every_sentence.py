"""Every sentence of the two mission pages has a story named after it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "mission.md"
STORIES = HERE.joinpath("test_arkansas.py").read_text("utf-8") + HERE.joinpath("test_san_mateo.py").read_text("utf-8")
ROWS = re.findall(r"^\| ((?:SM|AR)-\d\d) ", PAGE.read_text("utf-8"), re.MULTILINE)


def named_after(row: str, stories: str = STORIES) -> list[str]:
    return re.findall(rf"^def (test_{row.lower().replace('-', '_')}_\w+)", stories, re.MULTILINE)


@pytest.mark.parametrize("row", ROWS)
def test_the_sentence_has_a_story(row: str) -> None:
    assert named_after(row)


def test_no_story_is_named_after_a_sentence_that_is_not_there() -> None:
    told = {
        f"{page.upper()}-{number}" for page, number in re.findall(r"^def test_(sm|ar)_(\d\d)_", STORIES, re.MULTILINE)
    }
    assert told == set(ROWS)


def test_a_sentence_without_a_story_would_be_found() -> None:
    assert named_after("SM-17") == []
    assert named_after("AR-01", "def test_ar_02_something() -> None: ...") == []
