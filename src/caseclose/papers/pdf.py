"""PDF: every object is looked at, wherever it hides, and one that could act is refused; then the pages are drawn.

Objects lie in the open or packed into streams of objects; names are written plainly or by the numbers of their letters.
A parser sees them all alike. What is drawn is not the file but a copy that the parser wrote, so that the two programs
cannot read it differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image

from caseclose.law.safeguards import PaperLimits
from caseclose.papers.why import NotTaken, Why

ACTIVE_KEYS = frozenset(
    {"/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/RichMediaSettings", "/XFA",
     "/Collection", "/Launch", "/AF"}
)  # fmt: skip
"""Keys of a dictionary that does something by itself or carries another file."""
ACTIVE_KINDS = frozenset(
    {"/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/RichMedia", "/RichMediaExecute",
     "/Rendition", "/Movie", "/Sound", "/Screen", "/3D", "/EmbeddedFile", "/Filespec", "/FileAttachment", "/Thread"}
)  # fmt: skip
"""What an action, an annotation or a thing says it is (/S, /Subtype, /Type) where it reaches out of the page."""
_OPENS = "/OpenAction"
_DEEPEST, _OBJECTS = 50, 200_000
_POINTS_AN_INCH = 72
_BROKEN = (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, IndexError, OverflowError,
           AttributeError, RuntimeError, RecursionError)  # fmt: skip


def pages_of_pdf(data: bytes, limits: PaperLimits) -> Iterator[Image.Image]:
    """Yield the pages of a PDF, drawn. Raises NotTaken."""
    try:
        plain = _looked_through(data, limits)
        yield from _drawn(plain, limits)
    except _BROKEN:
        raise NotTaken(Why.DAMAGED) from None


def _looked_through(data: bytes, limits: PaperLimits) -> bytes:
    """Return the PDF as the parser writes it. Raises NotTaken where anything in it could act."""
    try:
        pdf = pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise NotTaken(Why.ENCRYPTED) from None
    with pdf:
        if pdf.is_encrypted:
            raise NotTaken(Why.ENCRYPTED)
        if len(pdf.objects) > _OBJECTS:
            raise NotTaken(Why.TOO_MUCH)
        _refuse_what_acts(pdf)
        if len(pdf.pages) > limits.pages:
            raise NotTaken(Why.TOO_MANY_PAGES)
        if not len(pdf.pages) or pdf.get_warnings():
            raise NotTaken(Why.DAMAGED)
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def _refuse_what_acts(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        _look(each, 0)
    _look(pdf.trailer, 0)


def _look(thing: pikepdf.Object, depth: int) -> None:
    """Look at one object and at what lies in it. What it points to is looked at by itself."""
    if depth > _DEEPEST:
        raise NotTaken(Why.ACTIVE)
    if isinstance(thing, pikepdf.Stream):
        _look_at_keys(thing.stream_dict, depth)
    elif isinstance(thing, pikepdf.Dictionary):
        _look_at_keys(thing, depth)
    elif isinstance(thing, pikepdf.Array):
        for each in thing:
            _look_inside(each, depth)


def _look_at_keys(found: pikepdf.Object, depth: int) -> None:
    keys = set(found.keys())
    if keys & ACTIVE_KEYS or _says(found, keys) & ACTIVE_KINDS:
        raise NotTaken(Why.ACTIVE)
    if _OPENS in keys and not isinstance(found[_OPENS], pikepdf.Array):
        raise NotTaken(Why.ACTIVE)  # an array only says which page is shown first
    for key in keys:
        _look_inside(found[key], depth)


def _look_inside(each: object, depth: int) -> None:
    if isinstance(each, pikepdf.Object) and not each.is_indirect:
        _look(each, depth + 1)


def _says(found: pikepdf.Object, keys: set[str]) -> set[str]:
    return {
        str(found[key]) for key in ("/S", "/Subtype", "/Type") if key in keys and isinstance(found[key], pikepdf.Name)
    }


def _drawn(plain: bytes, limits: PaperLimits) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(plain)
    try:
        if document.get_formtype():
            document.init_forms()
        for number in range(len(document)):
            page = document[number]
            width, height = page.get_size()
            if max(width, height) > limits.page_points or min(width, height) < 1:
                raise NotTaken(Why.PAGE_TOO_LARGE)
            scale = min(limits.dots_an_inch / _POINTS_AN_INCH, (limits.copy_pixels / (width * height)) ** 0.5)
            yield page.render(scale=scale, may_draw_forms=True, rev_byteorder=True).to_pil()
            page.close()
    finally:
        document.close()
