"""reportlab: the same words, lists, panel, slip and QR mark in the letters' own fonts.

It has no tags to give, takes one font for a line of words and does not shape or turn round a script: less than a letter
needs, in its favor.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.sax.saxutils import escape  # noqa: S406 - it only escapes

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import HRFlowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from caseclose.letters.blocks import Block, Composed, Heading, Items, Panel, ReplyBox, Slip, Text
from caseclose.letters.blocks import Table as Rows
from caseclose.letters.glyphs import FONTS

_ACCENT, _PALE, _SOFT = HexColor("#0b4f6c"), HexColor("#eef4f7"), HexColor("#4a5a68")
_PLAIN, _BOLD = "NotoSans-Regular", "NotoSans-Bold"
_MARK = 1.15 * inch


def printed(composed: Composed) -> bytes:
    """Return the letter as a PDF."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=LETTER, title=composed.title, author=composed.frame.agency, leftMargin=inch, rightMargin=inch
    )
    case = " ".join(composed.frame.about[1])

    def foot(canvas: Any, page: Any) -> None:  # noqa: ANN401 - reportlab has no types
        canvas.setFont(_PLAIN, 9)
        canvas.drawString(inch, 0.5 * inch, f"{case}    {page.page}")

    document.build(list(_parts(composed)), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


@cache
def _faces() -> dict[str, Any]:
    """Each font by its name, the plain one first."""
    found = {path.stem: TTFont(path.stem, str(path)) for path in sorted(FONTS.glob("*.ttf"))}
    for font in found.values():
        pdfmetrics.registerFont(font)
    return {_PLAIN: found.pop(_PLAIN), **found}


@cache
def _face_for(text: str) -> str:
    """The first font that has every character of a text. Kept for texts that come again."""
    wanted = {ord(sign) for sign in text if not sign.isspace()}
    return next((name for name, font in _faces().items() if wanted <= font.face.charToGlyph.keys()), _PLAIN)


def _said(text: str, size: float = 11, *, bold: bool = False, **how: Any) -> Paragraph:  # noqa: ANN401
    font = _BOLD if bold and _faces() else _face_for(text)
    style = ParagraphStyle("", fontName=font, fontSize=size, leading=size * 1.4, spaceAfter=size * 0.6, **how)
    return Paragraph(escape(text), style, bulletText=how.get("bulletText"))


def _parts(composed: Composed) -> Iterator[Any]:
    frame = composed.frame
    yield _said(frame.agency, 14, bold=True, textColor=_ACCENT)
    yield HRFlowable(width="100%", color=_ACCENT)
    for text in (*frame.office, *frame.contact):
        yield _said(text, 9.5, textColor=_SOFT)
    about = [_said(text, bold=True) for row in frame.about for text in row]
    yield Table([[[_said(text) for text in frame.to], about]])
    yield _said(composed.title, 19, bold=True, textColor=_ACCENT)
    yield _said(frame.greeting)
    slips = [block for block in composed.blocks if isinstance(block, Slip)]
    for block in composed.blocks:
        if not isinstance(block, Slip):
            yield from _block(block)
    if composed.reply is not None:
        yield _reply(composed.reply)
    yield from (_said(text) for text in frame.closing)
    yield from (_said(line.text, 9.5) for line in composed.taglines)
    for slip in slips:
        yield from _slip(slip)


def _block(block: Block) -> Iterator[Any]:
    if isinstance(block, Heading):
        yield _said(block.text, 13, bold=True, textColor=_ACCENT)
    elif isinstance(block, Text):
        yield _said(block.text, {"lead": 12.3, "text": 11, "small": 9.5}[block.role])
    elif isinstance(block, Items):
        for number, item in enumerate(block.items, 1):
            yield _said(item, leftIndent=16, bulletText=f"{number}." if block.numbered else "\N{BULLET}")
    elif isinstance(block, Panel):
        rows = [
            _said(text, 15 if place else 10.5, bold=bool(place)) for row in block.rows for place, text in enumerate(row)
        ]
        yield Table([[rows]], style=[("BACKGROUND", (0, 0), (-1, -1), _PALE)])
    elif isinstance(block, Rows):
        yield Table([[_said(cell) for cell in row] for row in (block.heads, *block.rows)], repeatRows=1)


def _reply(way: ReplyBox) -> Table:
    mark = QrCodeWidget(f"https://{way.link}", barLevel="M", barWidth=_MARK, barHeight=_MARK, barBorder=0)
    drawing = Drawing(_MARK, _MARK)
    drawing.add(mark)
    words = [
        _said(way.heading, 13, bold=True),
        _said(way.words),
        _said(way.link, bold=True),
        _said(way.code, 16, bold=True),
    ]
    return Table([[words, drawing]], style=[("BOX", (0, 0), (-1, -1), 1, _ACCENT)])


def _slip(slip: Slip) -> Iterator[Any]:
    yield PageBreak()
    yield _said(slip.title, 13, bold=True, textColor=_ACCENT)
    yield _said(slip.intro)
    yield from (_said(choice, leftIndent=22, bulletText="[ ]") for choice in slip.choices)
    for line in slip.lines:
        yield Spacer(1, 24)
        yield HRFlowable(width="100%", color=_SOFT)
        yield _said(line, 9.5)
    yield from (_said(text) for text in (slip.send, *slip.send_to))
