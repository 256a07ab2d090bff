"""Printing: a composed letter as a tagged PDF (PDF/UA-1), or as pictures of its pages."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import typst

from caseclose.letters.blocks import Block, Composed, Heading, Items, Panel, Slip, Table, Text
from caseclose.letters.glyphs import FONTS
from caseclose.letters.refused import CannotWrite, Lack

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
def _compiler() -> typst.Compiler:
    """The one compiler of this process: it keeps the fonts and the layout."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(LAYOUT / "letter.typ"), root=str(LAYOUT), font_paths=fonts)


def _compile(composed: Composed, *, large: bool, **how: Any) -> Any:  # noqa: ANN401
    inputs = {"letter": json.dumps(_data(composed)), "large": "yes" if large else "no"}
    try:
        return _compiler().compile(sys_inputs=inputs, **how)
    except typst.TypstError as error:
        if _TOO_LONG in str(error):
            todo = "the name and address need more room than the window of the envelope has; shorten a line"
            raise CannotWrite(composed.letter, [Lack("to", todo)]) from None
        raise


def _data(composed: Composed) -> dict[str, Any]:
    """Return a composed letter as the layout reads it."""
    data = {name: value for name, value in asdict(composed).items() if name not in {"blocks", "back", "dated"}}
    data["dated"] = {"year": composed.dated.year, "month": composed.dated.month, "day": composed.dated.day}
    data["blocks"] = [_block(block) for block in composed.blocks]
    data["back"] = _data(composed.back) if composed.back else None
    return data


def _block(block: Block) -> dict[str, Any]:
    return {"kind": _KINDS[type(block)], **asdict(block)}


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
