"""Codes for people to copy: drawn by chance or from a number, and the same however they are typed. They say nothing."""

from __future__ import annotations

import secrets

SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No vowels, so that no code is a word, and no sign that is taken for another."""
LENGTH, GROUP = 12, 4
"""Signs of a code: 57 bits, in groups that can be read out."""


def drawn_code() -> str:
    """Draw a code."""
    return code_numbered(secrets.randbelow(len(SIGNS) ** LENGTH))


def code_numbered(number: int) -> str:
    """Return the code of a number; those above what a code can hold begin again."""
    signs = ""
    for _ in range(LENGTH):
        number, sign = divmod(number, len(SIGNS))
        signs += SIGNS[sign]
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def as_drawn(text: str) -> str:
    """Return a code as it was drawn, however it was typed: in small letters, with spaces, with other dashes.

    What cannot be a code comes back as it was typed, so a code of an older form is still found.
    """
    typed = text.strip().upper()
    signs = "".join(sign for sign in typed if sign.isalnum())
    if len(signs) != LENGTH or not set(signs) <= set(SIGNS):
        return typed
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))
