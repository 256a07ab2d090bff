"""The gallery shows every letter in both languages."""

from __future__ import annotations

from pathlib import Path

from caseclose.letters.gallery import gallery_page
from caseclose.letters.words import LANGUAGES, letter_folders

FOLDER = Path(__file__).parents[2] / "docs" / "letters"
HOW = "Write it anew with: caseclose letter gallery docs/letters"


def test_the_gallery_names_every_letter_as_it_is() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == gallery_page(letter_folders()), HOW


def test_the_gallery_has_a_picture_of_each_letter_in_both_languages_and_no_other() -> None:
    wanted = {f"{name}.{lang}.png" for name in letter_folders() for lang in LANGUAGES}
    assert {path.name for path in FOLDER.glob("*.png")} == wanted, HOW
