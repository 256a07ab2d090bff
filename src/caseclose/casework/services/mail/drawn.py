"""Codes drawn by chance: they lead what comes back to its case, and say nothing of it."""

from __future__ import annotations

import secrets

_SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No vowels, so that no code is a word, and no sign that is taken for another."""
_HALF = 5


def drawn_code() -> str:
    """Draw a code of two halves."""
    halves = ("".join(secrets.choice(_SIGNS) for _ in range(_HALF)) for _ in range(2))
    return "-".join(halves)
