"""The last touch on a form that was just laid out: what its fields say to a screen reader, how they look, and how
viewers write in them. The layout leaves these open, or leaves them to each viewer."""

from __future__ import annotations

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from caseclose.forms.embedding import FIELD_FONT, embed_field_font
from caseclose.forms.faces import undated
from caseclose.forms.picture import draw
from caseclose.forms.places import CODE_SIZE, READ_ONLY, SEVERAL_LINES, TICKED, pictures, save, widgets
from caseclose.forms.sheet import Field, Sheet
from caseclose.forms.writing import INK, Box, blank, written

SIZE = 12.0
TICK = "0.102 0.267 0.502 RG 1.9 w 1 J 1 j"


def finish(laid_out: bytes, form: Sheet, field_font: bytes) -> bytes:
    """Return the finished form. The same input gives the same bytes."""
    with Pdf.open(BytesIO(laid_out)) as pdf:
        font = embed_field_font(pdf, field_font)
        found = widgets(pdf)
        for field in form.fields():
            _finish_field(pdf, found[field.name], field, form, font)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([found[field.name] for field in form.fields()]),
            DR=Dictionary(Font=Dictionary({f"/{FIELD_FONT}": font})),
            DA=String(f"/{FIELD_FONT} {SIZE:g} Tf {INK}"),
        )
        _drop_field_font_of_layout(pdf)
        for number, image in enumerate(pictures(pdf), start=1):
            draw(image, form.mark, number)
        _date_no_font(pdf)
        _head_cells(pdf.Root.StructTreeRoot)
        for page in pdf.pages:
            page.Tabs = Name.S
        return save(pdf)


def _finish_field(pdf: Pdf, widget: Object, field: Field, form: Sheet, font: Object) -> None:
    left, one, right, other = (float(each) for each in widget.Rect)
    bottom, top = min(one, other), max(one, other)
    widget.Rect = Array([round(each, 3) for each in (left, bottom, right, top)])
    widget.TU = String(field.tip)
    for key in ("/V", "/DV", "/Border", "/MK", "/DA", "/AP", "/AS"):
        if key in widget:
            del widget[key]
    width, height = right - left, top - bottom
    if field.kind == "tick":
        widget.V = widget.AS = Name.Off
        widget.MK = Dictionary(CA=String("4"))
        widget.AP = Dictionary(
            N=Dictionary({str(TICKED): _tick(pdf, width, height), "/Off": _empty(pdf, width, height)})
        )
        return
    code = field.kind == "code"
    size = CODE_SIZE if code else SIZE
    box = Box(width, height, several=field.kind == "lines", right=code, sizes=(size,))
    widget.DA = String(f"/{FIELD_FONT} {size:g} Tf {INK}")
    widget.Ff = READ_ONLY if code else SEVERAL_LINES if box.several else 0
    if code:
        widget.Q = 2
        widget.V = String(form.mark)
    widget.AP = Dictionary(N=written(pdf, box, form.mark, font) if code else blank(pdf, box))


def _tick(pdf: Pdf, width: float, height: float) -> Object:
    points = ((0.16, 0.52), (0.40, 0.24), (0.86, 0.84))
    path = " ".join(f"{x * width:.2f} {y * height:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(points))
    return _mark(pdf, width, height, f"q {TICK} {path} S Q".encode())


def _empty(pdf: Pdf, width: float, height: float) -> Object:
    return _mark(pdf, width, height, b"q Q")


def _mark(pdf: Pdf, width: float, height: float, content: bytes) -> Object:
    box = Array([0, 0, round(width, 3), round(height, 3)])
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary())


def _drop_field_font_of_layout(pdf: Pdf) -> None:
    """The layout put the field font in a second time, in a way that viewers cannot write with."""
    for page in pdf.pages:
        fonts = Page(page).resources.Font
        for key in [key for key, font in fonts.items() if str(font.BaseFont).endswith(f"+{FIELD_FONT}")]:
            del fonts[key]


def _date_no_font(pdf: Pdf) -> None:
    """The layout writes the moment into the fonts that it cuts down; without it the same form gives the same bytes."""
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.FontDescriptor and "/FontFile2" in each:
            each.FontFile2.write(undated(each.FontFile2.read_bytes()))


def _head_cells(element: Object) -> None:
    """Say of each head cell whether it heads a column or a row: those of the table's head do the first."""
    for section in _below(element, "/THead"):
        for cell in _below(section, "/TH"):
            _scope(cell, "/Column")
    for section in _below(element, "/TBody"):
        for cell in _below(section, "/TH"):
            _scope(cell, "/Row")


def _scope(cell: Object, scope: str) -> None:
    cell.A = Dictionary(O=Name.Table, Scope=Name(scope))


def _below(element: Object, kind: str) -> list[Object]:
    found: list[Object] = []
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            found += [kid] if str(kid.S) == kind else _below(kid, kind)
    return found
