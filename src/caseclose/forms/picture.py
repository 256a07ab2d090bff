"""The form code as a picture that a scanner reads: a QR code, black on white."""

from __future__ import annotations

import segno
from pikepdf import Name, Object

BORDER = 4
"""White points around the code, as its standard asks."""


def said_by_picture(code: str, page: int) -> str:
    """Return what the picture on a page says: the code, then the page, since the pages of a scan may come apart."""
    return f"{code}/{page}"


def read_picture(text: str) -> tuple[str, int]:
    """Return the code and the page that a scanned picture says; page 0 where it names none."""
    code, _, page = text.strip().partition("/")
    return code, int(page) if page.isdecimal() and page.isascii() else 0


def picture(code: str, page: int) -> segno.QRCode:
    """Draw the code of a page. A quarter of it may be spoiled by a fax or a fold, and it can still be read."""
    return segno.make_qr(said_by_picture(code, page), error="q", boost_error=False)


def rows(code: str, page: int) -> list[bytes]:
    """Return the picture's rows, eight points a byte, white 1 and black 0: an image of one bit a point."""
    lines = []
    for line in picture(code, page).matrix_iter(scale=1, border=BORDER):
        bits = "".join("0" if point else "1" for point in line)
        bits += "1" * (-len(bits) % 8)
        lines.append(int(bits, 2).to_bytes(len(bits) // 8, "big"))
    return lines


def draw(image: Object, code: str, page: int) -> None:
    """Put the picture of a code in the place of another, one bit a point, so that it prints sharp."""
    lines = rows(code, page)
    for key in image.keys() - {"/Type", "/Subtype", "/Length"}:
        del image[key]
    image.write(b"".join(lines))
    image.Height, image.Width = len(lines), len(lines)
    image.ColorSpace, image.BitsPerComponent, image.Interpolate = Name.DeviceGray, 1, False
