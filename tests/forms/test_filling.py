"""A form made for a case: what is known is printed right, or refused with the reason, and a scan finds its case."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pytest
import zxingcpp
from pikepdf import Pdf
from PIL import ImageChops
from pypdf import PdfReader

from caseclose.forms.check import faults_in
from caseclose.forms.codes import form_code
from caseclose.forms.faces import line
from caseclose.forms.filling import CannotPrefill, Prefilled, form_as_said, request_form
from caseclose.forms.made_ahead import blank_form
from caseclose.forms.picture import read_picture
from caseclose.forms.places import widgets
from tests.forms.made import ENGLISH, SPANISH

CODE = form_code("0012345678", b"a secret of the agency, long enough")
KNOWN = Prefilled(case_number="0012345678", name="María Ejemplo", services=("support", "medical"), code=CODE)


def fields(data: bytes) -> dict[str, Any]:
    return {name: field.get("/V") for name, field in (PdfReader(BytesIO(data)).get_fields() or {}).items()}


def pages(data: bytes, scale: float = 2) -> list[Any]:
    document = pdfium.PdfDocument(data)
    document.init_forms()
    return [page.render(scale=scale, may_draw_forms=True).to_pil().convert("L") for page in document]


def ink(data: bytes, blank: bytes) -> tuple[int, ...]:
    """The box around all in which the first page of a form differs from the blank one."""
    return ImageChops.difference(pages(data)[0], pages(blank)[0]).getbbox() or ()


def test_what_is_known_stands_in_its_fields_and_the_rest_is_open() -> None:
    found = fields(request_form(ENGLISH, KNOWN))
    assert (found["case_number"], found["name"], found["form_code"], found["form_code_page_2"]) == (
        "0012345678", "María Ejemplo", CODE, CODE,
    )  # fmt: skip
    assert [name for name, value in found.items() if value == "/on"] == ["stop_support", "stop_medical"]
    assert not found["signature"]


def test_a_filled_form_is_as_right_as_a_blank_one_and_the_same_every_time() -> None:
    data = request_form(SPANISH, KNOWN)
    assert faults_in(data, SPANISH) == []
    assert request_form(SPANISH, KNOWN) == data
    assert request_form(SPANISH, Prefilled()) == blank_form(SPANISH)


def test_a_scan_of_either_page_tells_the_code_and_the_page() -> None:
    for number, page in enumerate(pages(request_form(ENGLISH, KNOWN), scale=1.5), start=1):
        read = zxingcpp.read_barcodes(page)
        assert [read_picture(each.text) for each in read] == [(CODE, number)]


def test_a_blank_form_tells_which_form_it_is() -> None:
    assert [each.text for each in zxingcpp.read_barcodes(pages(blank_form(ENGLISH))[0])] == ["CA-SAN-MATEO-EN/1"]


def test_neither_the_code_nor_the_description_of_the_file_says_who_asks() -> None:
    data = request_form(ENGLISH, KNOWN)
    reader = PdfReader(BytesIO(data))
    described = str(reader.metadata) + str(reader.xmp_metadata and reader.xmp_metadata.dc_title)
    assert "Ana" not in described
    assert "0012345678" not in described
    assert "0012345678" not in CODE.replace("-", "")


HARD = {
    "vietnamese": "Nguyễn Thị Ánh Tuyết",
    "polish": "Łukasz Żółć",
    "greek and cyrillic": "Ελένη Иванова",
    "markup": 'O’Brien <b>&amp; "Co" {name} \\(x)',
    "combining": "e\u0301lan",
    "arabic": "محمد بن عبد الله",
    "arabic and latin": "Ana محمد Ruiz",
    "chinese": "李小龍",
    "emoji": "José 🙂",
    "200 letters": "Ana " * 49 + "Ruiz",
}


@pytest.mark.parametrize("name", HARD.values(), ids=HARD.keys())
def test_a_hard_name_is_printed_inside_its_field_and_read_back(name: str) -> None:
    data = request_form(ENGLISH, Prefilled(name=name))
    assert fields(data)["name"] == " ".join(unicodedata.normalize("NFC", name).split())
    left, top, right, bottom = ink(data, blank_form(ENGLISH))
    height = 792 * 2
    with Pdf.open(BytesIO(data)) as pdf:
        rect = [float(each) * 2 for each in widgets(pdf)["name"].Rect]
    assert rect[0] <= left < right <= rect[2]
    assert height - rect[3] <= top < bottom <= height - rect[1]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("W" * 200, "too long for its field"),
        ("Ana\x07", r"U\+0007"),
        ("Ana\u2028Ruiz", r"U\+2028"),
        ("\ud800", r"U\+D800"),
        ("𐎀𐎁", r"no font here has: '𐎀' \(U\+10380\)"),
    ],
    ids=["no room", "control", "line separator", "half a letter", "no font"],
)
def test_a_name_that_cannot_be_printed_is_refused_with_the_reason(name: str, said: str) -> None:
    with pytest.raises(CannotPrefill, match=said):
        request_form(ENGLISH, Prefilled(name=name))


def test_a_service_that_is_not_one_is_refused() -> None:
    with pytest.raises(CannotPrefill, match="'passports' is not a service. The services are: paternity"):
        request_form(ENGLISH, Prefilled(services=("passports",)))


def test_what_a_person_typed_and_ticked_stands_on_it_and_what_cannot_be_printed_is_left_to_the_pen() -> None:
    said = Prefilled(case_number="12", name="W" * 200, phone="555-0142", ticks=("safety_no", "aid_medicaid_never"))
    data = form_as_said(ENGLISH, said)
    found = fields(data)
    assert (found["case_number"], found["name"] or "", found["phone"]) == ("12", "", "555-0142")
    assert {name for name, value in found.items() if value == "/on"} == {"safety_no", "aid_medicaid_never"}
    assert faults_in(data, ENGLISH) == []
    with pytest.raises(CannotPrefill):
        request_form(ENGLISH, said)


def test_letters_that_are_read_from_the_right_stand_from_the_right() -> None:
    meem, ha, dal = line("محمد").runs[0].glyphs[-1], line("محمد").runs[0].glyphs[1], line("محمد").runs[0].glyphs[0]
    assert len({meem[0], ha[0], dal[0]}) == 3
    assert dal[0] == line("مد").runs[0].glyphs[0][0]


def test_words_of_two_directions_keep_their_places() -> None:
    latin_first, arabic_first = line("Ana محمد Ruiz"), line("محمد Ruiz")
    assert [run.face.name[:14] for run in latin_first.runs] == ["NotoSans-Regul", "NotoSansArabic", "NotoSans-Regul"]
    assert [run.face.name[:14] for run in arabic_first.runs] == ["NotoSans-Regul", "NotoSansArabic"]
