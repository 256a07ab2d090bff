"""Some of the printed notices read back: everything that `caseclose letter check` asks, the pages, and the QR mark."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import zxingcpp

from caseclose.casework.services.mail.press import Copy, Printed
from caseclose.law.reading import shipped
from caseclose.letters.checking.one_letter import faults_as_printed
from caseclose.letters.composing import compose

_SCALE = 150 / 72
"""As a camera may see it: 150 dots to the inch."""


def faults_of(copy: Copy, sheet: Printed) -> Iterator[str]:
    """Yield what is wrong with a printed notice."""
    composed = compose(shipped(), copy.facts, copy.lang)
    yield from faults_as_printed(composed, sheet.pdf)
    with pypdfium2.PdfDocument(sheet.pdf) as document:
        if len(document) != sheet.pages:
            yield f"it has {len(document)} pages, not {sheet.pages}"
        last = document[len(document) - 1].get_textpage().get_text_bounded()
        if composed.frame.page.format(n=len(document), m=len(document)) not in last:
            yield "its last page does not say that it is the last"
        seen = [code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=_SCALE).to_pil())]
    if copy.facts.reply is None or seen != [copy.facts.reply.link]:
        yield f"its QR mark reads {seen}"
