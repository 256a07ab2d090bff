"""Fonts inside a PDF file: the field font, which viewers go on writing with, and shapes of other fonts, as used."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf

from caseclose.forms.faces import FIELD_ENCODING, UNIT, Face, field_letters, first_face, letters_only, shapes_only

FIELD_FONT = "Field"
"""What the form calls its field font; the style sheet uses the same name."""
_LATIN, _SYMBOLIC = 32, 4


def embed_field_font(pdf: Pdf, data: bytes) -> Object:
    """Put the field font into a file: one byte a letter, so that every viewer can write with it."""
    font = TTFont(BytesIO(data))
    widths = [0.0] * (0x100 - 0x20)
    for letter in field_letters():
        advance = font["hmtx"][font.getBestCmap()[ord(letter)]][0]
        widths[letter.encode(FIELD_ENCODING)[0] - 0x20] = advance * UNIT / font["head"].unitsPerEm
    name = Name(f"/{_tag(data)}+NotoSans")
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=name,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=0x20,
            LastChar=0xFF,
            Widths=Array([round(width) for width in widths]),
            FontDescriptor=_descriptor(pdf, font, data, name, _LATIN),
        )
    )


def field_font_data() -> bytes:
    """Return the field font as a font file."""
    return letters_only(first_face().data, field_letters())


def embed_shapes(pdf: Pdf, face: Face, glyphs: set[int]) -> Object:
    """Put some shapes of a font into a file, named by their numbers, with the letters that they stand for."""
    used = tuple(sorted(glyphs))
    data = shapes_only(face.data, glyphs)
    font = TTFont(BytesIO(data))
    name = Name(f"/{_tag(data)}+{face.name.split('-')[0].removesuffix('.ttf')}")
    order = font.getGlyphOrder()
    widths = Array()
    for number in used:
        widths.append(number)
        widths.append(Array([round(font["hmtx"][order[number]][0] * UNIT / face.per_em)]))
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=Name.Identity,
        FontDescriptor=_descriptor(pdf, font, data, name, _SYMBOLIC),
        W=widths,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_stream(_letters_of(face, used)),
        )
    )


def _descriptor(pdf: Pdf, font: TTFont, data: bytes, name: Name, flags: int) -> Object:
    head, scale = font["head"], UNIT / font["head"].unitsPerEm
    box = [round(each * scale) for each in (head.xMin, head.yMin, head.xMax, head.yMax)]
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=flags,
            FontBBox=Array(box),
            ItalicAngle=0,
            Ascent=round(font["hhea"].ascent * scale),
            Descent=round(font["hhea"].descent * scale),
            CapHeight=round(getattr(font["OS/2"], "sCapHeight", 0) * scale),
            StemV=80,
            FontFile2=pdf.make_stream(data, Length1=len(data)),
        )
    )


def _tag(data: bytes) -> str:
    """Six letters before a font's name say that it holds a part of the font only."""
    return "".join(chr(ord("A") + byte % 26) for byte in sha256(data).digest()[:6])


def _letters_of(face: Face, glyphs: tuple[int, ...]) -> bytes:
    letters = {face.shaper.get_nominal_glyph(code): chr(code) for code in sorted(face.letters, reverse=True)}
    known = [(number, letters[number]) for number in glyphs if number in letters]
    lines = [f"<{number:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for number, letter in known]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Letters def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
