"""The square mark (QR) that a phone's camera reads: a link, drawn as SVG."""

from __future__ import annotations

import io

import segno

_MASK = 3
"""The pattern that is laid over every mark. A reader takes any of the eight, as the mark names its own. To try them all
and keep the best takes five times as long, and the marks of our links are read no better for it."""


def square_mark(link: str) -> str:
    """Return the mark of a link as SVG without a margin: the letters leave white around it."""
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False, mask=_MASK).save(drawn, kind="svg", border=0, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()
