"""An act of a person on the web as a PDF: what was asked and answered, word for word, and the signature."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache

import typst

from caseclose.letters.glyphs import as_shown
from caseclose.letters.printing import LAYOUT, letter_fonts

Stroke = tuple[tuple[int, int], ...]
"""A line of a signature, as points on a sheet that is 1000 wide."""


@dataclass(frozen=True, slots=True)
class ToldAct:
    """What the paper of an act says. `rows` are labels and answers in their order; `arrived` is said in words."""

    lang: str
    title: str
    arrived: str
    rows: tuple[tuple[str, str], ...]
    strokes: tuple[Stroke, ...] = ()


def print_act(told: ToldAct, at: datetime) -> bytes:
    """Return the act as a tagged PDF, dated `at`. For a character that no font shows stands a sign that says so."""
    rows = tuple((label, as_shown(said)) for label, said in told.rows)
    text = json.dumps(json.dumps(asdict(replace(told, rows=rows))))
    document = f'#import "/act.typ": act\n#act(json(bytes({text})))\n'.encode()
    pdf = _compiler().compile(document, format="pdf", pdf_standards=["ua-1"], timestamp=at.replace(microsecond=0))
    return pdf if isinstance(pdf, bytes) else b"".join(pdf or ())


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=str(LAYOUT), font_paths=letter_fonts())
