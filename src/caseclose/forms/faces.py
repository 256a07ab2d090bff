"""The letters that a form can print in its fields: the fonts, which of them has a letter, and the shapes of a line.

The field font is part of each form, so that a viewer can go on writing in it; it has the letters of Western European
languages. Other letters come from the fonts that ship with Caseclose, as far as those have them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import uharfbuzz as hb
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FIELD_ENCODING = "cp1252"
FIRST = "NotoSans-Regular.ttf"
UNIT = 1000
"""Widths in a PDF are counted in thousandths of the size."""
DROPPED = ("GSUB", "GPOS", "GDEF", "MATH", "DSIG", "FFTM", "vhea", "vmtx", "gasp")
"""Tables that a font inside a form has no use for."""
_JOINS = {"\u200c", "\u200d"}
_RTL = {"R", "AL"}
_NEUTRAL = {"WS", "ON", "CS", "ES", "ET", "BN", "NSM"}


class Unprintable(ValueError):
    """A text holds letters that no font here has, or that cannot be printed at all."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        super().__init__(", ".join(f"'{each}' (U+{ord(each):04X})" for each in letters))


@dataclass(frozen=True)
class Face:
    """One font file, read once."""

    name: str
    data: bytes
    letters: dict[int, str]
    shaper: hb.Font
    per_em: int

    def has(self, letter: str) -> bool:
        """Say whether the font has a shape for the letter."""
        return ord(letter) in self.letters


@dataclass(frozen=True, slots=True)
class Run:
    """Shapes of one font that stand side by side, from left to right: number, advance and offsets in UNITs."""

    face: Face
    glyphs: tuple[tuple[int, float, float, float], ...]

    @property
    def width(self) -> float:
        """How wide the run is, in UNITs."""
        return sum(advance for _, advance, _, _ in self.glyphs)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text as it is read, and its runs from left to right."""

    text: str
    runs: tuple[Run, ...]

    @property
    def width(self) -> float:
        """How wide the line is, in UNITs."""
        return sum(run.width for run in self.runs)


def faces() -> Iterator[Face]:
    """Yield the fonts that ship with Caseclose: the one for most letters first, then small ones before large ones."""
    return (_face(name) for name in _names())


@cache
def _names() -> tuple[str, ...]:
    fonts = [each for each in font_folder().iterdir() if each.name.endswith(".ttf") and "Bold" not in each.name]
    return tuple(each.name for each in sorted(fonts, key=lambda font: (font.name != FIRST, len(font.read_bytes()))))


def first_face() -> Face:
    """Return the font that has the letters of most languages."""
    return _face(FIRST)


def font_folder() -> Traversable:
    """Return the folder of the fonts that ship with Caseclose."""
    return files("caseclose").joinpath("letters", "fonts")


@cache
def _face(name: str) -> Face:
    data = font_folder().joinpath(name).read_bytes()
    font = TTFont(BytesIO(data), lazy=True)
    return Face(name, data, font.getBestCmap(), hb.Font(hb.Face(data)), font["head"].unitsPerEm)


def line(text: str) -> Line:
    """Return the shapes of one line, whatever direction its letters are read in.

    Raises Unprintable with the letters that no font has.
    """
    pieces = list(_pieces(text))
    whole = next((rtl for _, rtl, _ in pieces if rtl is not None), False)
    settled: list[tuple[Face, bool, str]] = []
    for face, rtl, piece in pieces:
        settled.append((face, settled[-1][1] if rtl is None and settled else bool(rtl), piece))
    runs = [_run(face, piece, rtl=rtl) for face, rtl, piece in settled]
    return Line(text, tuple(reversed(runs) if whole else runs))


def _pieces(text: str) -> Iterator[tuple[Face, bool | None, str]]:
    """Cut a text where the font or the direction changes. Spaces and signs go in the direction of what precedes."""
    missing = "".join(dict.fromkeys(each for each in text if not _joins(each) and _face_with(each) is None))
    if missing:
        raise Unprintable(missing)
    face, rtl, piece = first_face(), None, ""
    for each in text:
        wanted = face if _joins(each) or (each == " " and piece) else _face_with(each) or face
        turn = _direction(each)
        if piece and (wanted is not face or (turn is not None and rtl is not None and turn != rtl)):
            yield face, rtl, piece
            piece, rtl = "", None
        face, piece = wanted, piece + each
        rtl = turn if rtl is None else rtl
    if piece:
        yield face, rtl, piece


def _joins(letter: str) -> bool:
    """Marks and joiners go with the letter that they follow."""
    return letter in _JOINS or unicodedata.category(letter) in {"Mn", "Me"}


@cache
def _face_with(letter: str) -> Face | None:
    return next((face for face in faces() if face.has(letter)), None)


def _direction(letter: str) -> bool | None:
    kind = unicodedata.bidirectional(letter)
    return None if kind in _NEUTRAL else kind in _RTL


def _run(face: Face, text: str, *, rtl: bool) -> Run:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(face.shaper, buffer)
    scale = UNIT / face.per_em
    shapes = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    glyphs = tuple((i.codepoint, p.x_advance * scale, p.x_offset * scale, p.y_offset * scale) for i, p in shapes)
    if any(number == 0 for number, *_ in glyphs):
        raise Unprintable(text)
    return Run(face, glyphs)


def letters_only(data: bytes, letters: str) -> bytes:
    """Return a font with the shapes of some letters and no others."""
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    options = Options(notdef_outline=True, layout_features=[], name_IDs=[], hinting=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "MATH", "DSIG", "FFTM"]
    made = Subsetter(options)
    made.populate(unicodes=[ord(each) for each in letters])
    made.subset(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def shapes_only(data: bytes, glyphs: set[int]) -> bytes:
    """Return a font with some shapes and no others, under the numbers that they have. Quick for large fonts too."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).set({0, *glyphs})
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag.encode(), "big") for tag in DROPPED)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    return bytes(hb.subset(hb.Face(data), wanted).blob.data)


def undated(data: bytes) -> bytes:
    """Return a font as if it had not been changed since it was made."""
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    font["head"].modified = font["head"].created
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def field_letters() -> str:
    """Return the letters of the field font, in the order of their codes."""
    codes = (bytes([code]).decode(FIELD_ENCODING, errors="ignore") for code in range(0x20, 0x100))
    return "".join(each for each in codes if each and not unicodedata.category(each).startswith("C"))
