"""Does a form say what it should? Its text against its words, its fields filled in and read back, and how plain it is.

These checks read the file with other programs than the ones that made it: pypdf, and pdfua for PDF/UA-1.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from caseclose.forms.check import Fault
from caseclose.forms.page import page
from caseclose.forms.places import TICKED
from caseclose.forms.sheet import Sheet
from caseclose.plain.accessible import findings
from caseclose.plain.reading_level import Level, level_of

_TAGS = re.compile(r"<head>.*?</head>|<[^>]*>", re.DOTALL)
_SPACE = re.compile(r"\s+")
SAMPLE = "María Ejemplo 42"


def words_faults(data: bytes, form: Sheet) -> list[Fault]:
    """Return what is wrong with the words of a form's file, and with filling it in."""
    return [
        *(Fault("the_text_is_the_words", what) for what in _text_faults(data, form)),
        *(Fault("each_field_can_be_filled_and_read_back", what) for what in _filling_faults(data, form)),
        *(Fault("it_is_plain_enough", what) for what in _plain_faults(form)),
    ]


def reading_level(form: Sheet) -> Level:
    """Return how hard the form is to read: a grade in English, an index of ease in Spanish."""
    return level_of(prose(form), form.lang)


def hardest(form: Sheet) -> str:
    """Return the part of the form that is the hardest to read."""
    harder = -1 if form.lang == "es" else 1
    return max(prose(form), key=lambda text: harder * level_of([text], form.lang).value)


def prose(form: Sheet) -> list[str]:
    """Return the full sentences that a person must understand: no headings, labels, choices or addresses, which are
    short and would make the form seem easier than it is."""
    text = form.words
    leads = (part.lead for part in (text.safety, text.you, text.services, text.aid, text.understood, text.sign))
    closing = (text.you.consent, text.send.no_address, text.send.keep)
    return [text.lead, *leads, form.harm, *form.statements.values(), *closing]


def pdfua_faults(data: bytes) -> list[Fault]:
    """Return the errors that pdfua finds: it checks a part of PDF/UA-1, so finding none proves no conformance."""
    return [Fault(rule, message) for rule, message in findings(data, warnings=False)]


def _text_faults(data: bytes, form: Sheet) -> Iterator[str]:
    wanted = _SPACE.sub("", html.unescape(_TAGS.sub("", page(form))))
    found = _SPACE.sub("", "".join(each.extract_text() for each in PdfReader(BytesIO(data)).pages))
    if found != wanted:
        at = next(
            (n for n, (one, other) in enumerate(zip(found, wanted, strict=False)) if one != other),
            min(len(found), len(wanted)),
        )
        yield f"the text differs from the words: '…{found[at : at + 40]}' for '…{wanted[at : at + 40]}'"


def _filling_faults(data: bytes, form: Sheet) -> Iterator[str]:
    ticks = {field.name for field in form.fields() if field.kind == "tick"}
    texts = {field.name for field in form.fields() if field.kind in {"text", "lines"}}
    values = {**dict.fromkeys(ticks, str(TICKED)), **dict.fromkeys(texts, SAMPLE)}
    writer = PdfWriter(clone_from=BytesIO(data))
    for each in writer.pages:
        writer.update_page_form_field_values(each, values, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    fields = PdfReader(out).get_fields() or {}
    for name, value in values.items():
        got = fields.get(name, {}).get("/V")
        if got != (NameObject(value) if name in ticks else value):
            yield f"the field {name} was given '{value}' and holds '{got}'"


def _plain_faults(form: Sheet) -> Iterator[str]:
    """The form as a whole must be plain, and so must each of its parts: one hard line may be the one that counts."""
    for text in prose(form):
        level = level_of([text], form.lang)
        if not level.plain:
            yield f"this is too hard to read ({level.value}): {text}"
