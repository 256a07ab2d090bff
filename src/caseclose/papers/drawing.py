"""A page drawn anew: its pixels in a new picture, and nothing else of the file."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

import zxingcpp
from PIL import Image, ImageChops

from caseclose.law.safeguards import PaperLimits
from caseclose.papers.answer import LONGEST_MARK, MOST_MARKS, PageCopy

_GRAY, _COLOUR = "L", "RGB"
_COLOURLESS = 24
"""How far apart the three colours of a point may be, of 255, where the page is still gray."""
_LOOK = 256
_JPEG_QUALITY = 80


def drawn(page: Image.Image, limits: PaperLimits) -> PageCopy:
    """Return the copy of a page, no larger than the limits let it be."""
    flat = _flat(page)
    flat = _within(flat, limits.copy_pixels)
    picture, media = _encoded(flat, limits.copy_bytes)
    return PageCopy(media, flat.width, flat.height, picture, _marks(flat))


def _flat(page: Image.Image) -> Image.Image:
    """Return the page on white, in gray where it has no colour. It is another picture: no remarks come with it."""
    if page.mode in {"RGBA", "LA", "PA"} or "transparency" in page.info:
        clear = page.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        page = Image.alpha_composite(ground, clear)
    if page.mode not in {"1", _GRAY}:
        page = page.convert(_COLOUR)
    if page.mode == _COLOUR and not _has_colour(page):
        return page.convert(_GRAY)
    return page.convert(page.mode if page.mode in {_GRAY, _COLOUR} else _GRAY)


def _has_colour(page: Image.Image) -> bool:
    small = page.resize((min(page.width, _LOOK), min(page.height, _LOOK)), Image.Resampling.BOX)
    red, green, blue = small.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return int(apart.getextrema()[1]) > _COLOURLESS  # type: ignore[arg-type] # one band: two numbers


def _within(page: Image.Image, most: int) -> Image.Image:
    many = page.width * page.height
    if many <= most:
        return page
    by = (most / many) ** 0.5
    return page.resize((max(1, int(page.width * by)), max(1, int(page.height * by))), Image.Resampling.BOX)


def _encoded(page: Image.Image, most: int) -> tuple[bytes, Literal["png", "jpeg"]]:
    """Return the picture as PNG, in which letters stay sharp; one that would be large, as of a photo, as JPEG."""
    out = BytesIO()
    page.save(out, "PNG", compress_level=6)
    if out.tell() <= most:
        return out.getvalue(), "png"
    out = BytesIO()
    page.save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue(), "jpeg"


def _marks(page: Image.Image) -> list[str]:
    """Return what the codes on the page say: forms and letters carry QR codes."""
    found = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
    return [mark.text[:LONGEST_MARK] for mark in found[:MOST_MARKS] if mark.valid]
