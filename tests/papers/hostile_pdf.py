"""PDFs that a stranger might hand in, made here: each by name, and why it must not be taken."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from caseclose.papers.why import Why

Planted = Callable[[Pdf], None]


def plain_pdf(pages: int = 1, *, side: float = 300) -> Pdf:
    """A harmless PDF with some words on each page."""
    pdf = Pdf.new()
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(side, side))
        page.Contents = Stream(pdf, b"0 0 0 rg 40 %d 200 30 re f" % (40 + number % 200))
    return pdf


def saved(pdf: Pdf, *, packed: bool = False, **how: object) -> bytes:
    out = BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    pdf.save(out, object_stream_mode=mode, **how)  # type: ignore[arg-type]
    return out.getvalue()


def _action(kind: str, **more: object) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)  # type: ignore[arg-type]


def _opens_with(kind: str, **more: object) -> Planted:
    def plant(pdf: Pdf) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(_action(kind, **more))

    return plant


def _link(kind: str, **more: object) -> Planted:
    def plant(pdf: Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 90, 90], A=_action(kind, **more))
        pdf.pages[0].obj.Annots = pdf.make_indirect(Array([pdf.make_indirect(link)]))

    return plant


def _annotation(kind: str) -> Planted:
    def plant(pdf: Pdf) -> None:
        seen = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[0, 0, 90, 90])
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(seen)])

    return plant


def _file_inside(pdf: Pdf) -> None:
    pdf.attachments["x.txt"] = b"inside"


def _script_by_name(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=[String("x"), _action("JavaScript", JS=String("app.alert(1)"))])
    )


def _form_of_xml(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=[], XFA=Stream(pdf, b"<xdp/>"))


def _at_each_page(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=_action("JavaScript", JS=String("app.alert(1)")))


def _nobody_refers_to_it(pdf: Pdf) -> None:
    pdf.Root.Hidden = pdf.make_indirect(Array([Array([Dictionary(X=_action("Launch", F=String("cmd.exe")))])]))


ACTING: dict[str, Planted] = {
    "open action: script": _opens_with("JavaScript", JS=String("app.alert(1)")),
    "open action: launch": _opens_with("Launch", F=String("cmd.exe")),
    "open action: address": _opens_with("URI", URI=String("x:y")),
    "additional action of a page": _at_each_page,
    "script by name": _script_by_name,
    "link: launch": _link("Launch", F=String("cmd.exe")),
    "link: another file": _link("GoToR", F=String("other.pdf"), D=[0, Name.Fit]),
    "link: a file inside": _link("GoToE", D=[0, Name.Fit]),
    "link: sends the form": _link("SubmitForm", F=String("x:y")),
    "link: takes data in": _link("ImportData", F=String("x")),
    "link: script": _link("JavaScript", JS=String("app.alert(1)")),
    "link: a thread in another file": _link("Thread", F=String("other.pdf"), D=0),
    "link: plays a film": _link("Rendition", OP=0),
    "link: plays a sound": _link("Sound"),
    "rich media": _annotation("RichMedia"),
    "film": _annotation("Movie"),
    "screen": _annotation("Screen"),
    "space": _annotation("3D"),
    "file pinned to a page": _annotation("FileAttachment"),
    "file inside": _file_inside,
    "form of XML": _form_of_xml,
    "deep in an array": _nobody_refers_to_it,
}


def acting() -> Iterator[tuple[str, bytes, set[Why]]]:
    """Files that act, each plain, packed into streams of objects, and with its names written by numbers."""
    for name, plant in ACTING.items():
        pdf = plain_pdf()
        plant(pdf)
        plain = saved(pdf)
        yield name, plain, {Why.ACTIVE}
        yield f"{name}, packed", saved(pdf, packed=True), {Why.ACTIVE}
        if (masked := _masked(plain)) != plain:
            yield f"{name}, masked names", masked, {Why.ACTIVE}


def _masked(data: bytes) -> bytes:
    """Write some names with their first letter as a number. The table of places no longer fits, so it is made anew."""
    text = re.sub(rb"/(JavaScript|Launch|GoToR)\b", lambda found: b"/#%02X" % found[1][0] + found[1][1:], data)
    parts = re.findall(rb"\d+ 0 obj.*?endobj\n", text, re.DOTALL)
    return _with_table(parts) if text != data else data


def broken() -> Iterator[tuple[str, bytes, set[Why]]]:
    """Files that are no whole PDF, or that nobody but their maker can read."""
    whole = saved(plain_pdf(3))
    yield "cut in half", whole[: len(whole) // 2], {Why.DAMAGED}
    yield "cut at the end", whole[:-20], {Why.DAMAGED, Why.TWO_KINDS}
    yield "only its first line", b"%PDF-1.7\n", {Why.DAMAGED}
    for name, words in (
        ("password to open", {"user": "x", "owner": "y"}),
        ("password to change", {"user": "", "owner": "y"}),
    ):
        yield name, saved(plain_pdf(), encryption=pikepdf.Encryption(R=6, **words)), {Why.ENCRYPTED}  # type: ignore[arg-type]
    yield "table that leads to itself", _loops(whole), {Why.DAMAGED}
    yield "no page", saved(Pdf.new()), {Why.DAMAGED}
    yield "page that is its own parent", _pages_loop(), {Why.DAMAGED}
    yield "nested arrays", _nested(), {Why.DAMAGED, Why.ACTIVE, Why.TOO_MUCH}


def _loops(whole: bytes) -> bytes:
    start = int(re.findall(rb"startxref\s+(\d+)", whole)[-1])
    return whole.replace(b"trailer <<", b"trailer << /Prev %d " % start, 1)


def _pages_loop() -> bytes:
    pdf = plain_pdf()
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])
    return saved(pdf)


def _nested() -> bytes:
    deep = b"[" * 20_000 + b"]" * 20_000
    body = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X " + deep + b">>\nendobj\n"
    body += b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    return body + b"trailer<</Root 1 0 R/Size 3>>\nstartxref\n9\n%%EOF\n"


def large() -> Iterator[tuple[str, bytes, set[Why]]]:
    """Files that are small as they come and huge once they are opened."""
    yield "a hundred thousand pages", _many_pages(100_000), {Why.TOO_MANY_PAGES, Why.TOO_MUCH}
    yield "one page too many", saved(plain_pdf(41)), {Why.TOO_MANY_PAGES}
    yield "page of a mile", saved(plain_pdf(side=14_000)), {Why.PAGE_TOO_LARGE}
    yield "a gibibyte of spaces", _bomb(), {Why.TOO_MUCH, Why.DAMAGED}


def _many_pages(many: int) -> bytes:
    """Every page is the same object, so that the file stays small."""
    kids = b"3 0 R " * many
    parts = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n" % (many, kids),
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n",
    ]
    return _with_table(parts)


def _with_table(parts: list[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for part in parts:
        places.append(len(body))
        body += part
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + b"".join(
        b"%010d 00000 n \n" % each for each in places
    )
    return body + table + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(body))


def _bomb() -> bytes:
    packer = zlib.compressobj(1)
    block = b" " * (1 << 20)
    packed = b"".join(packer.compress(block) for _ in range(1024)) + packer.flush()
    pdf = plain_pdf()
    pdf.pages[0].obj.Contents = Stream(pdf, packed, Filter=Name.FlateDecode)
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
