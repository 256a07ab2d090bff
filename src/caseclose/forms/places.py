"""Where things stand in a form's PDF file: its fields by name, its pictures by page, and how it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Name, Object, ObjectStreamMode, Pdf

from caseclose.plain.accessible import elements

READ_ONLY, SEVERAL_LINES = 1, 1 << 12
"""Flags of a field."""
TICKED = Name("/on")
CODE_SIZE = 9.0
"""The size of the form code in points."""


def widgets(pdf: Pdf) -> dict[str, Object]:
    """Return the fields of a form by their names, in the order of the form."""
    return {str(each.T): each for each in pdf.Root.AcroForm.Fields}


def figure_elements(pdf: Pdf) -> list[Object]:
    """Return the figures of the structure tree in reading order: the picture of the code, one a page."""
    return list(_figures(pdf.Root.StructTreeRoot))


def _figures(element: Object) -> Iterator[Object]:
    return (each for each in elements(element) if Name.Figure == each.S)


def pictures(pdf: Pdf) -> list[Object]:
    """Return the image on each page that shows the code."""
    found = []
    for page in pdf.pages:
        drawn = [each.operands[0] for each in pikepdf.parse_content_stream(page) if str(each.operator) == "Do"]
        images = [page.Resources.XObject[str(name)] for name in drawn]
        found += [image for image in images if image.Subtype == Name.Image]
    return found


def save(pdf: Pdf) -> bytes:
    """Write a file down. The same content gives the same bytes."""
    out = BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=True,
    )
    return out.getvalue()
