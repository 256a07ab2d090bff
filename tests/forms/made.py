"""Forms that the tests share: the sheets of the shipped policy, and their files as built."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from pikepdf import Pdf

from caseclose.forms.made_ahead import blank_form
from caseclose.forms.places import save
from caseclose.forms.sheet import Sheet, every_sheet, sheet
from caseclose.law.reading import shipped

SHEETS = tuple(every_sheet(shipped()))
ENGLISH = sheet(shipped(), "ca", "san_mateo", "en")
SPANISH = sheet(shipped(), "ar", "local", "es")


def key(form: Sheet) -> str:
    return form.key


def spoiled(form: Sheet, spoil: Callable[[Pdf], None]) -> bytes:
    """Return a form's file with a defect planted in it."""
    with Pdf.open(BytesIO(blank_form(form))) as pdf:
        spoil(pdf)
        return save(pdf)
