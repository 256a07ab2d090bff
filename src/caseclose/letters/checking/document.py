"""What a PDF must have to be read by everyone, beyond what the printer enforces, and what it must not give away."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from caseclose.letters.blocks import Composed
from caseclose.letters.checking.pages import Element
from caseclose.plain.accessible import findings, heads_without_scope

_LOST = b"\x00\x00"
"""The code of the glyph that is drawn where a font has none for a character."""


def faults_of_accessibility(pdf: bytes) -> Iterator[str]:
    """Yield what the PDF/UA-1 checker finds. A rule of it that cannot run on this file counts as not run.

    It covers a part of the standard only; see docs/letters.md.
    """
    for rule, message in findings(pdf, warnings=True):
        yield f"{rule}: {message}"


def faults_of_document(pdf: bytes, composed: Composed, elements: list[Element]) -> Iterator[str]:
    """Yield what is wrong with title, language, headings, pictures, tables, glyphs and metadata."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root, empty = document.Root, pikepdf.Dictionary()
        if str(root.get("/Lang", "")).partition("-")[0] != composed.lang:
            yield "the document is not marked with its language"
        if "/StructTreeRoot" not in root or not root.get("/MarkInfo", empty).get("/Marked", False):
            yield "the document is not tagged"
        if not root.get("/ViewerPreferences", empty).get("/DisplayDocTitle", False):
            yield "the window does not show the title"
        yield from _metadata(document, composed)
        if heads_without_scope(root.get("/StructTreeRoot", empty)):
            yield "a table heading does not say whether it heads a column or a row"
        yield from _lost_glyphs(document)
    yield from _headings(elements)
    yield from (f"a picture has no words: {each.role}" for each in elements if each.role == "Figure" and not each.alt)


def _metadata(document: pikepdf.Pdf, composed: Composed) -> Iterator[str]:
    info = {str(name): str(value) for name, value in document.docinfo.items()}
    if info.get("/Title") != composed.title:
        yield f"the title is '{info.get('/Title', '')}', not '{composed.title}'"
    packet = document.Root.Metadata.read_bytes().decode("utf-8", "replace") if "/Metadata" in document.Root else ""
    case = composed.frame.about[1][1]
    for personal in (*composed.frame.to, case):
        if any(personal in text for text in (packet, *info.values())):
            yield "the metadata hold a name, an address or the case number"
            return


def _headings(elements: list[Element]) -> Iterator[str]:
    last = 0
    for element in elements:
        if element.role[:1] == "H" and element.role[1:].isdigit():
            level = int(element.role[1:])
            if level > last + 1:
                yield f"heading '{element.text}' skips a level"
            last = level
    if not last:
        yield "there is no heading"


def _lost_glyphs(document: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, 1):
        lost = sum(_shown_lost(operands) for operands, operator in _content(page) if str(operator) in {"Tj", "TJ"})
        if lost:
            yield f"{lost} glyphs are missing on page {number}"


def _content(page: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    for instruction in pikepdf.parse_content_stream(page):
        yield instruction.operands, instruction.operator


def _shown_lost(operands: Any) -> int:  # noqa: ANN401
    """How many glyphs that show nothing are among those of one operation. Codes are two bytes long."""
    pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
    texts = [bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)]
    return sum(text[at : at + 2] == _LOST for text in texts for at in range(0, len(text), 2))
