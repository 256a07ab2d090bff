"""The paper of an act on the web: whatever a person writes is printed, or says where it could not be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.letters.act import ToldAct, print_act
from caseclose.letters.glyphs import INSTEAD, as_shown

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def printed(*said: str) -> bytes:
    return print_act(ToldAct("en", "Request to close", "Arrived", tuple(("Last name", each) for each in said)), AT)


@pytest.mark.parametrize("name", ["O\u2019Brien", "Nu\u00f1ez\r\nand\tsons", "\u738b\u5c0f\u660e",
                                  "\u0645\u062d\u0645\u062f", "\U0001f9d1\u200d\U0001f373"])  # fmt: skip
def test_what_people_are_called_stays_as_it_is(name: str) -> None:
    assert as_shown(name) == name
    assert printed(name).startswith(b"%PDF")


def test_a_sign_that_no_font_shows_is_told_apart_from_what_was_written() -> None:
    assert as_shown("Ma\U00099a41ry \u1000") == f"Ma{INSTEAD}ry {INSTEAD}"


@settings(max_examples=15)
@given(st.text(st.characters(codec="utf-8"), min_size=200, max_size=400), st.text(max_size=60))
def test_whatever_is_written_is_printed(much: str, little: str) -> None:
    assert printed(much, little).startswith(b"%PDF")
