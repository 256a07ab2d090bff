"""A printed letter read back as assistive technology reads it: in the order of its tags, with each one's language."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

_POINTS = 72
_LABEL = "/Lbl"
_BROKEN_AT_HYPHEN = "\x02"
"""What the reader gives in place of a hyphen at the end of a line."""


@dataclass(frozen=True, slots=True)
class Element:
    """One tagged piece of text or one picture: its role, its language (inherited where it has none), its words."""

    role: str
    lang: str
    text: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A run of text on the first page: its words, and its edges in inches from the left and the top of the sheet."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def tagged_elements(pdf: bytes) -> list[Element]:
    """Return the tagged pieces of a PDF in reading order. Marks of list points are left out."""
    texts = _texts_by_mark(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages: dict[tuple[int, int], int] = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        root = document.Root
        tree = root.get("/StructTreeRoot", pikepdf.Dictionary())
        return list(_Walk(pages, texts).below(tree, str(root.get("/Lang", "")), None))


def first_page(pdf: bytes) -> list[Placed]:
    """Return where each run of text stands on the first page."""
    document = pdfium.PdfDocument(pdf)
    try:
        page = document[0]
        height, words = page.get_height(), page.get_textpage()
        found = [(_text_of(each.raw, words), each.get_bounds()) for each in page.get_objects([raw.FPDF_PAGEOBJ_TEXT])]
        return [
            Placed(text, left / _POINTS, (height - top) / _POINTS, right / _POINTS, (height - bottom) / _POINTS)
            for text, (left, bottom, right, top) in found
            if text.strip()
        ]
    finally:
        document.close()


def _texts_by_mark(pdf: bytes) -> dict[tuple[int, int], str]:
    """The words under each mark of each page. What bears no mark is no part of the reading order."""
    document = pdfium.PdfDocument(pdf)
    found: dict[tuple[int, int], str] = {}
    try:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            for each in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
                mark = raw.FPDFPageObj_GetMarkedContentID(each.raw)
                if mark >= 0:
                    found[number, mark] = found.get((number, mark), "") + _text_of(each.raw, words)
    finally:
        document.close()
    return found


def _text_of(item: Any, words: Any) -> str:  # noqa: ANN401
    size = raw.FPDFTextObj_GetText(item, words, None, 0)
    room = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(item, words, room, size)
    return bytes(room)[:size].decode("utf-16-le", "replace").rstrip("\0").replace(_BROKEN_AT_HYPHEN, "-")


class _Walk:
    """A walk over the tree of tags, which hands down language and page."""

    def __init__(self, pages: dict[tuple[int, int], int], texts: dict[tuple[int, int], str]) -> None:
        self.pages, self.texts = pages, texts

    def below(self, node: Any, lang: str, page: int | None) -> Iterator[Element]:  # noqa: ANN401
        kids = node.get("/K")
        role, alt = str(node.get("/S", "")), str(node.get("/Alt", ""))
        lang = str(node.get("/Lang", lang))
        page = self._page(node, page)
        children = list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]
        text = "".join(self.texts.get(mark, "") for mark in (self._mark(child, page) for child in children) if mark)
        if (text or alt) and role != _LABEL:
            yield Element(role.removeprefix("/"), lang, text, alt)
        for child in children:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield from self.below(child, lang, page)

    def _mark(self, child: Any, page: int | None) -> tuple[int, int] | None:  # noqa: ANN401
        if isinstance(child, pikepdf.Dictionary):
            here = self._page(child, page)
            return (here, int(child["/MCID"])) if "/MCID" in child and here is not None else None
        return (page, int(child)) if page is not None else None

    def _page(self, node: Any, page: int | None) -> int | None:  # noqa: ANN401
        return self.pages.get(node["/Pg"].objgen, page) if "/Pg" in node else page
