"""What a file is, by what it holds. Its name and what the browser says of it are never asked."""

from __future__ import annotations

import re
from enum import StrEnum

from caseclose.papers.why import NotTaken, Why


class Kind(StrEnum):
    """A kind of file that is taken."""

    PDF = "pdf"
    TIFF = "tiff"
    JPEG = "jpeg"
    PNG = "png"


_BEGINNINGS = (
    (b"%PDF-", Kind.PDF),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
)
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ",
           b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0")  # fmt: skip
"""How archives begin, and what is one inside: office documents, old and new."""
_HEAD = 1024
_MARKUP = re.compile(rb"<(?:script|iframe|!doctype|html[\s/>]|svg[\s/>]|\?php)", re.IGNORECASE)
_MARKUP_ANYWHERE = re.compile(rb"<(?:script[\s/>]|iframe[\s/>]|!doctype\s|html[\s/>])", re.IGNORECASE)
"""Of more letters: by chance no picture holds one."""
_ZIP_END, _ZIP_END_LENGTH, _ZIP_LONGEST_REMARK = b"PK\x05\x06", 22, 0xFFFF
_PDF_END, _SLACK = b"%%EOF", 1024


def kind_of(data: bytes) -> Kind:
    """Return what the file is. Raises NotTaken where it is nothing that is taken, or two kinds in one."""
    if not data:
        raise NotTaken(Why.EMPTY)
    kind = next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), None)
    if kind is None:
        raise NotTaken(_told_of(data))
    if _is_another_too(data, kind):
        raise NotTaken(Why.TWO_KINDS)
    return kind


def _told_of(data: bytes) -> Why:
    if data.startswith(_PACKED):
        return Why.PACKED
    return Why.DRAWING if _MARKUP.search(data, 0, _HEAD) or data.startswith(b"<?xml") else Why.NOT_A_KIND


def _is_another_too(data: bytes, kind: Kind) -> bool:
    """Say whether another program could take the file for something else: a page, an archive, a PDF in a picture."""
    if _MARKUP.search(data, 0, _HEAD) or _ends_as_archive(data):
        return True
    if kind is Kind.PDF:
        return len(data) - data.rfind(_PDF_END) > _SLACK if _PDF_END in data else False
    return b"%PDF-" in data[:_HEAD] or _MARKUP_ANYWHERE.search(data) is not None


def _ends_as_archive(data: bytes) -> bool:
    """Say whether a reader of archives, which looks at the end first, would find one."""
    tail = data[-(_ZIP_END_LENGTH + _ZIP_LONGEST_REMARK) :]
    place = tail.rfind(_ZIP_END)
    while place >= 0:
        remark = int.from_bytes(tail[place + 20 : place + _ZIP_END_LENGTH], "little")
        if place + _ZIP_END_LENGTH + remark == len(tail):
            return True
        place = tail.rfind(_ZIP_END, 0, place)
    return False
