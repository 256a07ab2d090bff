"""WeasyPrint: the letter's own HTML page as tagged PDF/UA, with the letters' own fonts as those of the machine."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

from caseclose.letters.blocks import Composed
from caseclose.letters.glyphs import FONTS
from caseclose.letters.page import letter_page

_PAPER = "@page { size: letter; margin: 0.6in 0.7in 0.75in } html { font-size: 11pt }"


@cache
def _use_our_fonts() -> None:
    """Tell the finder of fonts where they are, before it is loaded: so no page has to bring them along."""
    folder = Path(tempfile.mkdtemp())
    names = f"<dir>{FONTS}</dir><cachedir>{folder}</cachedir>"
    (folder / "fonts.conf").write_text(f"<fontconfig>{names}</fontconfig>", encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")


def printed(composed: Composed) -> bytes:
    """Return the letter as a PDF."""
    _use_our_fonts()
    from weasyprint import CSS, HTML

    paper = CSS(string=_PAPER)
    return bytes(HTML(string=letter_page(composed)).write_pdf(stylesheets=[paper], pdf_variant="pdf/ua-1"))
