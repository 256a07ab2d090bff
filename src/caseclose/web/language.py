"""The language of the page, as the books of the law and of casework know it."""

from __future__ import annotations

from django.utils.translation import get_language

BOTH = ("en", "es")


def language() -> str:
    """Return the language of the page: of both, the one that it is in."""
    spoken = (get_language() or "")[:2]
    return spoken if spoken in BOTH else BOTH[0]
