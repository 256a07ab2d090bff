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


@cache
def shown_characters() -> frozenset[int]:
    """Return the characters that at least one font has."""
    found: set[int] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        found.update(hb.Face(hb.Blob.from_file_path(str(path))).unicodes)
    return frozenset(found)


def cannot_be_shown(texts: Iterable[str]) -> list[str]:
    """Return the characters that no font shows, and those that steer a printer or turn the line round, named."""
    seen = {character for text in texts for character in text} - _SHAPING
    known = shown_characters()
    bad = sorted(each for each in seen if ord(each) not in known or category(each) in {"Cc", "Cf", "Co", "Cs", "Cn"})
    return [f"U+{ord(each):04X} {name(each, '(no name)')}" for each in bad]
