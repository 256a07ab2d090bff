"""Pictures: TIFF, JPEG, PNG. Their sizes are looked at before a single point is unpacked."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from caseclose.law.safeguards import PaperLimits
from caseclose.papers.why import NotTaken, Why

_BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, UnidentifiedImageError)
"""What Pillow raises for a file that is not what it says, from many places."""


def pages_of_picture(data: bytes, kind: str, limits: PaperLimits) -> Iterator[Image.Image]:
    """Yield the pages of a picture, turned as the camera was held. Raises NotTaken."""
    Image.MAX_IMAGE_PIXELS = limits.pixels  # of twice as many, Pillow itself makes an error
    warnings.simplefilter("ignore")
    try:
        with Image.open(BytesIO(data), formats=(kind.upper(),)) as picture:
            for number in range(_frames(picture, limits)):
                picture.seek(number)
                if picture.width * picture.height > limits.pixels:
                    raise NotTaken(Why.PAGE_TOO_LARGE)
                picture.load()
                yield ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError:
        raise NotTaken(Why.PAGE_TOO_LARGE) from None
    except _BROKEN:
        raise NotTaken(Why.DAMAGED) from None


def _frames(picture: Image.Image, limits: PaperLimits) -> int:
    """Return how many pages there are, without walking farther than is allowed."""
    many = 0
    while many <= limits.pages:
        try:
            picture.seek(many)
        except EOFError:
            break
        many += 1
    if many > limits.pages:
        raise NotTaken(Why.TOO_MANY_PAGES)
    return many
