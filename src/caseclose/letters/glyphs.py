"""Which characters the fonts that come with the letters can show."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from unicodedata import category, name

import uharfbuzz as hb

FONTS = Path(__file__).parent / "fonts"
_SHAPING = frozenset("\u200d\u200c\u200e\ufe0e\ufe0f")
"""Joiners, the mark that keeps a number together among Arabic words, and choosers of a form: no font shows them."""
_STEERING = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Categories of what is no character to be seen."""
_BREAKS = frozenset("\r\n\t")
INSTEAD = "\ufffd"
"""The sign that says that a character stood here which could not be shown."""


@cache
def shown_characters() -> frozenset[int]:
    """Return the characters that at least one font has."""
    found: set[int] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        found.update(hb.Face(hb.Blob.from_file_path(str(path))).unicodes)
    return frozenset(found)


def cannot_be_shown(texts: Iterable[str]) -> list[str]:
    """Return the characters that no font shows, and those that steer a printer or turn the line round, named."""
    bad = sorted(each for each in {character for text in texts for character in text} if not _is_shown(each))
    return [f"U+{ord(each):04X} {name(each, '(no name)')}" for each in bad]


def as_shown(text: str) -> str:
    """Return the text as it can be printed: lines stay, and each character that cannot be shown is `INSTEAD`."""
    return "".join(each if each in _BREAKS or _is_shown(each) else INSTEAD for each in text)


def _is_shown(character: str) -> bool:
    if character in _SHAPING:
        return True
    return ord(character) in shown_characters() and category(character) not in _STEERING
