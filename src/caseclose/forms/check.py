"""Is a form right? Each check looks at the file as a viewer or a screen reader finds it, and lists its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Pdf

from caseclose.forms.places import SEVERAL_LINES, figure_elements, pictures, widgets
from caseclose.forms.sheet import Sheet
from caseclose.plain.accessible import elements, heads_without_scope

PAGES = 2
LEAST_HEIGHT = 24.0
"""A field that a pen writes in is at least this high, in points: a third of an inch."""
KINDS = {"tick": "/Btn", "text": "/Tx", "lines": "/Tx", "code": "/Tx"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a form: the check that found it, and what it found."""

    check: str
    what: str


def faults_in(data: bytes, form: Sheet) -> list[Fault]:
    """Return every fault of a form's file. `form` says what it should hold."""
    with Pdf.open(BytesIO(data)) as pdf:
        return [Fault(check.__name__, what) for check in CHECKS for what in check(pdf, form)]


def every_field_has_its_name_and_says_what_it_is_for(pdf: Pdf, form: Sheet) -> Iterator[str]:
    """Names, kinds and tooltips: the tooltip is what a screen reader says, in the language of the page."""
    found, wanted = widgets(pdf), {field.name: field for field in form.fields()}
    yield from (f"the field {name} is missing" for name in wanted.keys() - found.keys())
    yield from (f"the field {name} is not of this form" for name in found.keys() - wanted.keys())
    for name in found.keys() & wanted.keys():
        if str(found[name].get("/TU", "")) != wanted[name].tip:
            yield f"the field {name} does not say '{wanted[name].tip}'"
        if found[name].get("/FT") != KINDS[wanted[name].kind]:
            yield f"the field {name} is of another kind"
        if bool(int(found[name].get("/Ff", 0)) & SEVERAL_LINES) != (wanted[name].kind == "lines"):
            yield f"the field {name} has one line or several, but should not"


def every_field_can_be_seen_and_written_in(pdf: Pdf, form: Sheet) -> Iterator[str]:
    """Looks of its own, not left to the viewer; room for a pen; no field on top of another."""
    if "/NeedAppearances" in pdf.Root.AcroForm:
        yield "the looks of the fields are left to the viewer"
    boxes: list[tuple[str, tuple[int, int], tuple[float, ...]]] = []
    for field in form.fields():
        widget = widgets(pdf).get(field.name)
        if widget is None:
            continue
        if "/N" not in widget.get("/AP", Dictionary()):
            yield f"the field {field.name} has no looks"
        left, bottom, right, top = (float(each) for each in widget.Rect)
        if field.kind in {"text", "lines"} and top - bottom < LEAST_HEIGHT:
            yield f"the field {field.name} is {top - bottom:.0f} points high, too low for a pen"
        page = widget.P.objgen
        yield from (
            f"the fields {field.name} and {name} overlap"
            for name, at, box in boxes
            if at == page and _overlap(box, (left, bottom, right, top))
        )
        boxes.append((field.name, page, (left, bottom, right, top)))


def fields_follow_one_another_as_they_are_read(pdf: Pdf, form: Sheet) -> Iterator[str]:
    """The tab key goes through the fields in the order of the structure tree, which is that of the form."""
    yield from (
        f"page {n} does not say how the tab key goes"
        for n, page in enumerate(pdf.pages, 1)
        if page.get("/Tabs") != Name.S
    )
    read = [str(kid.Obj.T) for each in elements(pdf.Root.StructTreeRoot) if Name.Form == each.S for kid in _kids(each)]
    wanted = [field.name for field in form.fields()]
    if read != wanted:
        yield f"the fields are read in another order: {', '.join(read)}"
    if list(widgets(pdf)) != wanted:
        yield "the fields are listed in another order"


def the_file_says_its_language_and_title(pdf: Pdf, form: Sheet) -> Iterator[str]:
    """Language, title, and that the title is shown."""
    if str(pdf.Root.get("/Lang", "")) != form.lang:
        yield "the language of the file is not said, or is another"
    if not str(pdf.docinfo.get("/Title", "")).startswith(form.title):
        yield "the file does not carry its title"
    if not pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "viewers show the name of the file and not its title"
    with pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "the file does not say that it is PDF/UA-1"


def the_structure_tree_is_whole(pdf: Pdf, _form: Sheet) -> Iterator[str]:
    """Tagged; each field hangs in the tree; figures have words; head cells say what they head."""
    if not pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked"):
        yield "the file is not tagged"
        return
    parents = _parents(pdf)
    for name, widget in widgets(pdf).items():
        parent = parents.get(int(widget.get("/StructParent", -1)))
        if not isinstance(parent, Dictionary) or parent.get("/S") != Name.Form:
            yield f"the field {name} hangs in no form element"
    if len(figure_elements(pdf)) != PAGES or any(not str(each.get("/Alt", "")) for each in figure_elements(pdf)):
        yield "a picture has no words beside it"
    for _ in range(heads_without_scope(pdf.Root.StructTreeRoot)):
        yield "a head cell of a table does not say what it heads"


def headings_come_in_order(pdf: Pdf, _form: Sheet) -> Iterator[str]:
    """One first heading, first; after it no level is skipped."""
    levels = [
        int(str(each.S)[2:])
        for each in elements(pdf.Root.StructTreeRoot)
        if str(each.S)[:2] == "/H" and str(each.S)[2:].isdigit()
    ]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "there is not exactly one heading of the first level, before all others"
    yield from (
        f"a heading of level {after} follows one of level {before}"
        for before, after in zip(levels, levels[1:], strict=False)
        if after > before + 1
    )


def it_has_two_pages(pdf: Pdf, form: Sheet) -> Iterator[str]:
    """Two pages, each with a picture of the code."""
    if len(pdf.pages) != PAGES:
        yield f"it has {len(pdf.pages)} pages, not {PAGES}"
    if len(pictures(pdf)) != PAGES:
        yield f"{form.key} does not have a picture of its code on each page"


def every_font_is_in_the_file(pdf: Pdf, _form: Sheet) -> Iterator[str]:
    """No viewer has to guess a font."""
    for each in pdf.objects:
        if (
            isinstance(each, Dictionary)
            and each.get("/Type") == Name.FontDescriptor
            and "/FontFile2" not in each
            and "/FontFile3" not in each
        ):
            yield f"the font {each.get('/FontName')} is not in the file"


CHECKS: tuple[Callable[[Pdf, Sheet], Iterator[str]], ...] = (
    every_field_has_its_name_and_says_what_it_is_for,
    every_field_can_be_seen_and_written_in,
    fields_follow_one_another_as_they_are_read,
    the_file_says_its_language_and_title,
    the_structure_tree_is_whole,
    headings_come_in_order,
    it_has_two_pages,
    every_font_is_in_the_file,
)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _kids(element: Object) -> Iterator[Object]:
    return (kid for kid in element.get("/K", Array()) if isinstance(kid, Dictionary) and "/Obj" in kid)


def _parents(pdf: Pdf) -> dict[int, Object]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.get("/Nums", Array()))
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
