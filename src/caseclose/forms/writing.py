"""How the value of a field looks: laid out to fit its box, in the field font or in shapes of other fonts."""

from __future__ import annotations

from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf

from caseclose.forms.embedding import FIELD_FONT, embed_shapes
from caseclose.forms.faces import FIELD_ENCODING, UNIT, Line, field_letters, line

SIZES = (12, 11, 10, 9, 8, 7)
"""Sizes in points that are tried, the largest first."""
LEADING = 1.25
DESCENT = 0.29
MARGIN = 4.0
INK = "0.106 0.106 0.106 rg"


class DoesNotFit(ValueError):
    """A text is too long for its field, even in the smallest size."""


@dataclass(frozen=True, slots=True)
class Box:
    """The inside of a field: its size in points, and whether it holds more than one line."""

    width: float
    height: float
    several: bool
    right: bool = False
    sizes: tuple[float, ...] = SIZES


def plain(text: str) -> bool:
    """Say whether the field font has every letter of the text."""
    return set(text) <= set(field_letters())


def blank(pdf: Pdf, box: Box) -> Object:
    """Return the looks of a field in which nothing stands yet."""
    return _form(pdf, box, b"/Tx BMC EMC", Dictionary())


def written(pdf: Pdf, box: Box, text: str, field_font: Object) -> Object:
    """Return the looks of a text in its box. Raises DoesNotFit, or Unprintable for letters that no font has."""
    size, lines = _laid_out(box, text)
    simple = plain(text)
    fonts = {} if simple else _embedded(pdf, lines)
    top = (box.height + size * LEADING * len(lines)) / 2 - size * (LEADING - DESCENT)
    parts = ["/Tx BMC q BT", INK]
    for number, each in enumerate(lines):
        x = box.width - MARGIN - each.width * size / UNIT if box.right else MARGIN
        y = top - number * size * LEADING
        parts.append(_simple(each, size, x, y) if simple else _shaped(each, size, x, y, fonts))
    parts.append("ET Q EMC")
    named = {FIELD_FONT: field_font} if simple else dict(fonts.values())
    return _form(
        pdf, box, "\n".join(parts).encode("latin-1"), Dictionary({f"/{key}": each for key, each in named.items()})
    )


def _laid_out(box: Box, text: str) -> tuple[float, list[Line]]:
    words = text.split(" ")
    for size in box.sizes:
        room = (box.width - 2 * MARGIN) * UNIT / size
        most = max(1, int(box.height / (size * LEADING))) if box.several else 1
        lines = _broken(words, room)
        if lines is not None and len(lines) <= most:
            return size, lines
    raise DoesNotFit


def _broken(words: list[str], room: float) -> list[Line] | None:
    """Break a text at its spaces into lines that fit the room; None where a word alone does not."""
    lines: list[Line] = []
    standing = ""
    for word in words:
        longer = line(f"{standing} {word}" if standing else word)
        if longer.width <= room:
            standing = f"{standing} {word}" if standing else word
            continue
        if not standing or line(word).width > room:
            return None
        lines.append(line(standing))
        standing = word
    return [*lines, line(standing)]


def _embedded(pdf: Pdf, lines: list[Line]) -> dict[str, tuple[str, Object]]:
    used: dict[str, set[int]] = {}
    shapes = {run.face.name: run.face for each in lines for run in each.runs}
    for each in lines:
        for run in each.runs:
            used.setdefault(run.face.name, set()).update(number for number, *_ in run.glyphs)
    return {name: (f"F{n}", embed_shapes(pdf, shapes[name], used[name])) for n, name in enumerate(sorted(used))}


def _simple(text: Line, size: float, x: float, y: float) -> str:
    return f"/{FIELD_FONT} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{text.text.encode(FIELD_ENCODING).hex()}> Tj"


def _shaped(text: Line, size: float, x: float, y: float, fonts: dict[str, tuple[str, Object]]) -> str:
    """Each shape at its own place, and beside them the text that they stand for."""
    parts = [f"/Span << /ActualText <FEFF{text.text.encode('utf-16-be').hex()}> >> BDC"]
    for run in text.runs:
        parts.append(f"/{fonts[run.face.name][0]} {size:g} Tf")
        for number, advance, right, up in run.glyphs:
            at = f"{x + right * size / UNIT:.2f} {y + up * size / UNIT:.2f}"
            parts.append(f"1 0 0 1 {at} Tm <{number:04X}> Tj")
            x += advance * size / UNIT
    return "\n".join([*parts, "EMC"])


def _form(pdf: Pdf, box: Box, content: bytes, fonts: Dictionary) -> Object:
    return pdf.make_stream(
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, round(box.width, 3), round(box.height, 3)]),
        Resources=Dictionary(Font=fonts),
    )
