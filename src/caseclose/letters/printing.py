"""Printing: a composed letter as a tagged PDF (PDF/UA-1), or as pictures of its pages."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import typst

from caseclose.letters.blocks import Composed, Heading, Items, Panel, Slip, Table, Text
from caseclose.letters.glyphs import FONTS
from caseclose.letters.refused import CannotWrite, lack

LAYOUT = FONTS.parent / "layout"
_KINDS = {Text: "text", Heading: "heading", Panel: "panel", Items: "items", Table: "table", Slip: "slip"}
_STANDARD = "ua-1"
_TOO_LONG = "address-does-not-fit"


def print_letter(composed: Composed, *, large: bool = False) -> bytes:
    """Return the letter as a PDF: the same bytes each time, dated with the letter's own date.

    `large` prints its words in 18 point. Raises CannotWrite where the address does not fit the envelope's window.
    """
    pdf = _compile(composed, large=large, format="pdf", pdf_standards=[_STANDARD], timestamp=_moment(composed.dated))
    return pdf if isinstance(pdf, bytes) else b"".join(pdf)


def draw_pages(composed: Composed, *, large: bool = False, dots: float = 96) -> list[bytes]:
    """Return each page as a picture (PNG), with so many dots to the inch."""
    pages = _compile(composed, large=large, format="png", ppi=dots)
    return [pages] if isinstance(pages, bytes) else list(pages)


@cache
def letter_fonts() -> typst.Fonts:
    """Return the fonts that come with the letters, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _compiler(*, large: bool) -> typst.Compiler:
    """The one compiler of this process for a size of print: it keeps the fonts, the layout, and what was set before."""
    return typst.Compiler(root=str(LAYOUT), font_paths=letter_fonts(), sys_inputs={"large": "yes" if large else "no"})


def _compile(composed: Composed, *, large: bool, **how: Any) -> Any:  # noqa: ANN401
    try:
        return _compiler(large=large).compile(_document(composed), **how)
    except typst.TypstError as error:
        if _TOO_LONG in str(error):
            raise CannotWrite(composed.letter, lack("to", "window_too_small")) from None
        raise


def _document(composed: Composed) -> bytes:
    """Return the document to compile: the layout, called with the letter.

    The letter goes in as a text of JSON, so a name can never be markup: the inner text is ASCII, and so the quotes and
    backslashes of the outer one mean the same to typst. It does not go in as an input of the compiler, because typst
    keeps nothing from one document to the next where an input changed.
    """
    text = json.dumps(json.dumps(composed, default=_as_data))
    return f'#import "/letter.typ": letter\n#letter(json(bytes({text})))\n'.encode()


def _as_data(value: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a part of a letter as the layout reads it: its fields by name, and of which kind a block is."""
    if isinstance(value, date):
        return {"year": value.year, "month": value.month, "day": value.day}
    named = {field.name: getattr(value, field.name) for field in fields(value)}
    return {"kind": _KINDS[type(value)], **named} if type(value) in _KINDS else named


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
