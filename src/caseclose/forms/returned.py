"""A form that came back as a file, filled in on a screen: what stands in it that says whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from pikepdf import Pdf, PdfError

from caseclose.forms.places import widgets
from caseclose.forms.sheet import CODE_FIELDS

NUMBER = "case_number"


class NotTheForm(ValueError):
    """The file is not a request form, or not a file of the kind."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The case number that stands on the form, and the codes on its pages, each once. What is not there is empty."""

    case_number: str = ""
    codes: tuple[str, ...] = ()


def read_returned(data: bytes) -> Returned:
    """Read what says whose form this is. Raises NotTheForm; a picture of a form has no fields, and is not read here."""
    try:
        with Pdf.open(BytesIO(data)) as pdf:
            found = widgets(pdf) if "/AcroForm" in pdf.Root else {}
            values = {name: _value(found[name]) for name in (NUMBER, *CODE_FIELDS) if name in found}
    except (PdfError, AttributeError) as error:
        raise NotTheForm(f"it cannot be read as a form: {error}") from None
    if len(values) <= len(CODE_FIELDS):
        raise NotTheForm("it has not the fields of a request form; type the code of a scan with --code")
    codes = dict.fromkeys(values[name] for name in CODE_FIELDS if values[name])
    return Returned(values[NUMBER], tuple(codes))


def _value(field: object) -> str:
    """What stands in a field; nothing where it is empty."""
    value = field.get("/V") if hasattr(field, "get") else None
    return str(value).strip() if value is not None else ""
