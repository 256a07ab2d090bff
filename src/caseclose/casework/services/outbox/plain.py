"""What others wrote, made fit to be kept and shown."""

from __future__ import annotations

import unicodedata

_LONGEST = 200


def plain(text: str) -> str:
    """Return what a party wrote without control and direction characters, at a length that a record can hold."""
    kept = (char if unicodedata.category(char)[0] != "C" else " " for char in text)
    return " ".join("".join(kept).split())[:_LONGEST]
