"""The text of every letter in both languages is kept: a changed word is a readable difference.

Write the texts anew with: CASECLOSE_WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/letters/test_golden.py
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caseclose.letters.plain import plain_text
from caseclose.letters.words import LANGUAGES, letter_folders
from tests.letters.made import letter

FOLDER = Path(__file__).parent / "golden"
WRITE = "CASECLOSE_WRITE_GOLDEN"

VARIANTS = {
    "notice.death": ("notice", "ca", {"criterion": "ca.b4"}),
    "notice.limited_service": ("notice", "ca", {"criterion": "us.b13"}),
    "notice.cannot_reach": ("notice", "ar", {"criterion": "us.b15"}),
    "case_closed.closed": ("case_closed", "ar", {"outcome": "closed"}),
    "case_closed.state_debt_only": ("case_closed", "ca", {"outcome": "state_debt_only"}),
    **{name: (name, "ca", {}) for name in letter_folders()},
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_a_letter_says_what_it_said(variant: str, lang: str) -> None:
    name, state, how = VARIANTS[variant]
    text, path = plain_text(letter(name, lang, state, **how)), FOLDER / f"{variant}.{lang}.txt"
    if os.environ.get(WRITE):
        path.write_text(text, encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_no_text_is_kept_of_a_letter_that_is_gone() -> None:
    assert {path.name.rsplit(".", 2)[0] for path in FOLDER.glob("*.txt")} == set(VARIANTS)
