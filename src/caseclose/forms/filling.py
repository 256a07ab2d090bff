"""A form made for a case: the built file is opened, what is known is written into its fields, and it is saved again.

What is known is the case number, who asks, and what that person has said. Nothing about the other parent is printed.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Object, Pdf, String

from caseclose.forms.faces import Unprintable
from caseclose.forms.made_ahead import blank_form
from caseclose.forms.picture import draw
from caseclose.forms.places import CODE_SIZE, SEVERAL_LINES, TICKED, figure_elements, pictures, save, widgets
from caseclose.forms.sheet import CODE_FIELDS, Sheet
from caseclose.forms.writing import SIZES, Box, DoesNotFit, written

SERVICES = ("paternity", "order", "support", "medical")
"""The services that a case can have; the form has a box for each, and one for all."""
TEXTS = ("case_number", "name", "phone")
"""What is written in letters, by its field."""


class CannotPrefill(ValueError):
    """A value cannot be printed on the form. The message says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What can be known of a request before it is made. What is empty is left to the person.

    `services` are those that the person has said shall stop; `ticks` are other boxes that the person has ticked, by
    their names on the form; `code` is the form code of the case (`codes.form_code`).
    """

    case_number: str = ""
    name: str = ""
    phone: str = ""
    services: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    code: str = ""


def request_form(form: Sheet, known: Prefilled) -> bytes:
    """Return the form that ships with Caseclose, with what is known in it. Raises NotBuilt and CannotPrefill."""
    return fill(blank_form(form), form, known)


def form_as_said(form: Sheet, said: Prefilled) -> bytes:
    """Return the same for what a person typed: what cannot be printed is left out, to be written by hand.

    Raises NotBuilt.
    """
    return fill(blank_form(form), form, said, leaves_out=True)


def fill(blank: bytes, form: Sheet, known: Prefilled, *, leaves_out: bool = False) -> bytes:
    """Write what is known into a blank form. The fields stay open, but for the form code.

    Raises CannotPrefill, unless what cannot be printed is to be left out.
    """
    if known == Prefilled():
        return blank
    unprintable = (CannotPrefill,) if leaves_out else ()
    with Pdf.open(BytesIO(blank)) as pdf:
        found = widgets(pdf)
        for key in TEXTS:
            what = key.replace("_", " ")
            with suppress(*unprintable):
                value = _text(what, getattr(known, key))
                if value:
                    _write(pdf, found[key], value, what, SIZES)
        for service in known.services:
            if f"stop_{service}" not in found:
                raise CannotPrefill(f"'{service}' is not a service. The services are: {', '.join(SERVICES)}.")
        for name in (*(f"stop_{service}" for service in known.services), *known.ticks):
            found[name].V = found[name].AS = TICKED
        if known.code:
            _put_code(pdf, form, known.code)
        return save(pdf)


def _put_code(pdf: Pdf, form: Sheet, code: str) -> None:
    """Print the code on each page and draw it: a scanner reads the picture, a person or a screen reader the signs."""
    found = widgets(pdf)
    drawn = zip(CODE_FIELDS, pictures(pdf), figure_elements(pdf), strict=True)
    for page, (key, image, figure) in enumerate(drawn, start=1):
        _write(pdf, found[key], code, "form code", (CODE_SIZE,))
        draw(image, code, page)
        figure.Alt = String(form.words.code_picture.format(code=code, page=page))


def _text(what: str, value: str) -> str:
    """Return a value as it is printed: composed, on one line. Raises CannotPrefill for what cannot stand on a line."""
    composed = unicodedata.normalize("NFC", value).strip()
    bad = [each for each in composed if unicodedata.category(each) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}]
    if bad:
        codes = ", ".join(f"U+{ord(each):04X}" for each in dict.fromkeys(bad))
        raise CannotPrefill(f"The {what} holds signs that cannot be printed ({codes}). Leave them out.")
    return " ".join(composed.split())


def _write(pdf: Pdf, widget: Object, text: str, what: str, sizes: tuple[float, ...]) -> None:
    left, bottom, right, top = (float(each) for each in widget.Rect)
    several = bool(int(widget.get("/Ff", 0)) & SEVERAL_LINES)
    box = Box(right - left, top - bottom, several=several, right=int(widget.get("/Q", 0)) != 0, sizes=sizes)
    try:
        looks = written(pdf, box, text, pdf.Root.AcroForm.DR.Font.Field)
    except Unprintable as error:
        raise CannotPrefill(
            f"The {what} holds letters that no font here has: {error}. Leave the {what} out; it is written by hand."
        ) from None
    except DoesNotFit:
        raise CannotPrefill(
            f"The {what} is too long for its field ({len(text)} letters). Leave it out; it is written by hand."
        ) from None
    widget.V = String(text)
    widget.AP.N = looks
