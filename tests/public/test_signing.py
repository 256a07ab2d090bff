"""Other ways to sign, without scripts: the form filled in to print, and a paper that was signed by hand, sent here."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from caseclose.casework.models import Closure, IncomingPaper, Office, OutboxMessage, Task, WebDraft, WebFiling
from caseclose.forms import made_ahead
from caseclose.forms.check import faults_in
from caseclose.forms.made_ahead import NotBuilt, blank_form
from caseclose.forms.sheet import sheet
from caseclose.law.reading import shipped
from caseclose.law.safeguards import paper_limits, web_limits
from tests.casework.filing import a_case
from tests.casework.mailing import text_of
from tests.papers.hostile import EICAR, picture
from tests.public.acting import ANSWERS, HERE, answers_all, client, key_in, reference_on, sent, step, weighs
from tests.public.test_access import told_by

pytestmark = pytest.mark.usefixtures("_an_office")
PRINT, PAPER = "ask/print/", "ask/paper/"


@pytest.fixture
def _an_office(clean_database: object) -> None:  # noqa: ARG001 - it must be empty first
    Office.objects.create(code="ca", state="ca", name="An office", zone="America/Los_Angeles")


def got(browser: Client, wants: str = "filled", here: str = HERE) -> HttpResponse:
    return browser.post(f"{here}{PRINT}", {"wants": wants})  # type: ignore[return-value]


def fields(data: bytes) -> dict[str, Any]:
    return {name: field.get("/V") for name, field in (PdfReader(BytesIO(data)).get_fields() or {}).items()}


def ticked(data: bytes) -> set[str]:
    return {name for name, value in fields(data).items() if value == "/on"}


def file_of(data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("photo of me.png", data or picture())


def sends_paper(browser: Client, *papers: SimpleUploadedFile) -> HttpResponse:
    page = browser.get(f"{HERE}{PAPER}")
    return sent(browser, PAPER, key=key_in(page), papers=list(papers))  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("state", "office"), [("ca", "san_mateo"), ("ar", "local")])
def test_the_form_of_the_office_holds_what_was_said_and_is_as_right_as_a_blank_one(
    lang: str, state: str, office: str
) -> None:
    browser, here = client(), f"/{lang}/{state}/"
    you = {**ANSWERS["you"], "given": "María", "phone": "555-0142, mornings"}
    understood = {each.id: "on" for each in shipped().statements(state)}
    for name, said in (ANSWERS | {"you": you, "understood": understood}).items():
        browser.post(f"{here}ask/{step(name)}/", said)
    form, data = sheet(shipped(), state, office, lang), got(browser, here=here).content
    assert faults_in(data, form) == []
    found = fields(data)
    assert (found["name"], found["case_number"], found["phone"]) == ("María Maker 1", "1", "555-0142, mornings")
    aid = {f"aid_{kind}_never" for kind in ("cash_aid", "medicaid", "foster_care")}
    assert ticked(data) == {"safety_no", "stop_all", *aid, *(f"understood_{each}" for each in form.statements)}
    assert not any(found[name] for name in ("signature", "signed_on", "address", "email"))
    assert found["form_code"] == form.mark


def test_it_is_a_file_under_a_name_that_says_nothing_which_nobody_keeps() -> None:
    browser = client()
    answers_all(browser)
    before = WebDraft.objects.get().sealed
    answer = got(browser)
    name = re.findall(r'^attachment; filename="(.+)"$', answer.headers["Content-Disposition"])[0]
    assert (answer.headers["Content-Type"], told_by(name, "en") | told_by(name, "es")) == ("application/pdf", set())
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert WebDraft.objects.get().sealed == before
    assert not WebFiling.objects.exists()
    assert not IncomingPaper.objects.exists()


def test_what_was_not_asked_yet_stays_blank_and_so_does_all_for_who_wants_it_blank() -> None:
    browser, form = client(), sheet(shipped(), "ca", "san_mateo", "en")
    assert got(browser).content == blank_form(form)
    sent(browser, "ask/1/", safety="talk")
    assert ticked(got(browser).content) == {"safety_talk"}
    answers_all(browser)
    assert got(browser, "blank").content == blank_form(form)
    assert b"Get it blank" in browser.get(f"{HERE}{PRINT}").content


@pytest.mark.parametrize("family", ["\U00010380\U00010381", "W" * 100])
def test_a_name_that_cannot_be_printed_is_left_to_the_pen(family: str) -> None:
    browser = client()
    answers_all(browser, you={**ANSWERS["you"], "given": "W" * 100, "family": family})
    found = fields(got(browser).content)
    assert (found["name"] or "", found["case_number"]) == ("", "1")


def test_the_page_says_where_to_send_it_and_whom_to_call_where_no_address_is_known() -> None:
    here = client().get(f"{HERE}{PRINT}").content.decode()
    assert "555 County Center" in here
    assert "(650) 366-4711" in here
    there = client().get(f"/en/ar/{PRINT}").content.decode()
    assert "If you do not know which one that is, call us" in there
    assert "501-682-8398" in there
    assert "P.O. Box" not in there


def test_too_many_forms_are_not_given_and_another_way_is_named() -> None:
    browser = client()
    for _ in range(web_limits().address_forms_an_hour):
        assert got(browser, "blank").status_code == 200
    page = got(browser, "blank")
    assert (page.status_code, "call us" in page.content.decode()) == (429, True)


def test_where_no_form_was_built_other_ways_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_ahead, "sources_of", lambda _form: "other words")
    with pytest.raises(NotBuilt):
        blank_form(sheet(shipped(), "ca", "san_mateo", "en"))
    for page in (client().get(f"{HERE}{PRINT}"), got(client())):
        assert (page.status_code, "There are other ways" in page.content.decode()) == (200, True)


def test_a_request_signed_on_paper_waits_with_its_case_for_a_person_who_looks_at_the_signature() -> None:
    a_case()
    browser = client()
    answers_all(browser)
    page = sends_paper(browser, file_of(), file_of(picture("jpeg")))
    assert "A person looks at your signature" in page.content.decode()
    assert (WebDraft.objects.count(), browser.cookies["d"].value) == (0, "")
    assert weighs() == {"placed": 1}
    assert not Closure.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert list(Task.objects.values_list("kind", "case")) == [("web_signature_to_see", "1")]
    assert list(IncomingPaper.objects.values_list("case", "state", "channel")) == [("1", "waiting", "web")] * 3
    filing = WebFiling.objects.get()
    assert "On the paper that was sent with it" in text_of(filing.paper.original.data)
    assert "signer" not in filing.said
    follow = sent(client(), "follow/", code=reference_on(page), family="Maker 1").content.decode()
    assert "Your form arrived" in follow


def test_somebody_at_risk_who_signs_on_paper_is_read_first_too() -> None:
    a_case()
    browser = client()
    answers_all(browser, safety={"safety": "talk"})
    assert "Nothing is mailed before that" in sends_paper(browser, file_of()).content.decode()
    weighs()
    assert set(Task.objects.values_list("kind", flat=True)) == {"web_request_to_read", "web_signature_to_see"}


def test_a_paper_about_no_case_gets_the_same_page_and_waits_for_a_clerk() -> None:
    a_case()
    browser = client()
    answers_all(browser, you={**ANSWERS["you"], "number": "2"})
    assert "We have your request" in sends_paper(browser, file_of()).content.decode()
    assert weighs() == {"unknown": 1}
    assert IncomingPaper.objects.filter(case=None, state="waiting").count() == 2


def test_the_form_that_was_printed_comes_back_as_any_paper_does() -> None:
    a_case()
    browser = client()
    answers_all(browser)
    form = got(browser).content
    assert sends_paper(browser, file_of(form)).status_code == 200
    assert weighs() == {"placed": 1}
    back = IncomingPaper.objects.latest("pk")
    assert (back.kind, back.pages, back.code, back.case_id) == ("pdf", 2, "", "1")


HARMFUL = {
    "none": ((), "Choose a file"),
    "harmful": ((EICAR,), "harmful"),
    "a page": ((b"<html>",), "photo"),
    "empty": ((b"",), "empty"),
    "one of two": ((picture(), b"%PDF-1.4 broken"), "damaged"),
    "too many": ((picture(),) * (web_limits().files + 1), "files at most"),
}


@pytest.mark.parametrize(("files", "says"), HARMFUL.values(), ids=HARMFUL)
def test_what_cannot_be_taken_is_told_in_plain_words_and_nothing_is_lost(files: tuple[bytes, ...], says: str) -> None:
    browser = client()
    answers_all(browser)
    page = sends_paper(browser, *(SimpleUploadedFile("x", each) for each in files))
    words = page.content.decode()
    assert (page.status_code, says in words, "security office" in words) == (422, True, False)
    assert not WebFiling.objects.exists()
    assert "Maker 1" in browser.get(f"{HERE}ask/7/").content.decode()


def test_a_file_beyond_the_measure_is_told_as_such() -> None:
    browser = client()
    answers_all(browser)
    page = sends_paper(browser, file_of(picture() + bytes(paper_limits().bytes)))
    assert (page.status_code, "A file is too large" in page.content.decode()) == (422, True)


def test_whoever_has_not_answered_all_is_led_to_the_first_question_that_is_open() -> None:
    browser = client()
    sent(browser, "ask/1/", **ANSWERS["safety"])
    assert browser.get(f"{HERE}{PAPER}").headers["Location"] == f"{HERE}ask/2/"
    assert sent(browser, PAPER, papers=file_of()).headers["Location"] == f"{HERE}ask/2/"


def test_the_other_ways_are_named_below_the_usual_one_and_beside_a_refusal() -> None:
    browser = client()
    answers_all(browser, aid={"cash_aid": "now", "medicaid": "never", "foster_care": "never"})
    page = browser.get(f"{HERE}ask/6/").content.decode()
    assert re.search(r"Your family gets cash aid.+It rests on: [^<]*\d.+You can still ask.+ask/print/", page, re.DOTALL)
    page = browser.get(f"{HERE}ask/7/").content.decode()
    places = [page.index(words) for words in ('name="signer"', "Sign and send", f"{HERE}{PRINT}", f"{HERE}{PAPER}")]
    assert places == sorted(places)


def test_the_receipt_tells_when_it_arrived_what_comes_next_by_which_day_and_the_letter() -> None:
    browser = client()
    answers_all(browser)
    page = browser.get(f"{HERE}ask/7/")
    text = sent(browser, "ask/7/", signer="Rosa Maker", key=key_in(page)).content.decode()  # type: ignore[arg-type]
    assert re.search(r"at \d\d:\d\d:\d\d P[SD]T", text)
    for words in ("Your request counts from", "No letter by", "1-866-901-3212", "address that we have on record",
                  "take your request back", "data-print", f"localhost{HERE}follow/"):  # fmt: skip
        assert words in text
    assert "Nothing is mailed before that" not in text
    assert "your signature" not in text
