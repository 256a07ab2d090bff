"""The whole way on a phone, in a real browser, with scripts and without: ask, answer, follow, take back, come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from caseclose.casework.models import Case, Closure, Finding, Office, Task
from caseclose.casework.services.acting import act
from caseclose.closure.commands import Approve
from caseclose.web.clock import now, today
from tests.casework.closable import SUPERVISOR
from tests.casework.filing import BORN, a_case
from tests.casework.mailing import text_of
from tests.public.acting import a_noticed_case, code_of_last, weighs
from tests.staff.browser import faults_of, quiet_page, send, server

pytestmark = pytest.mark.usefixtures("clean_database")
FOUND_ON = date(2026, 11, 1)
PHONE = {"width": 320, "height": 640}
CODE = re.compile(r"[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}")


@pytest.fixture
def site() -> Iterator[str]:
    Office.objects.get_or_create(
        code="ca", defaults={"state": "ca", "name": "An office", "zone": "America/Los_Angeles"}
    )
    with server() as address:
        yield address


@contextmanager
def phone(chrome: Browser, site: str, *, scripts: bool) -> Iterator[Page]:
    """A page as wide as a small phone; without scripts it is one of a browser that runs none."""
    if scripts:
        with quiet_page(chrome, site, expected="422") as page:
            page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            yield page
        return
    context = chrome.new_context(base_url=site, java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def looks_right(page: Page, *, scripts: bool) -> None:
    if scripts:
        assert faults_of(page) == []


def ticks(page: Page) -> None:
    for each in page.locator("label.usa-checkbox__label").all():
        each.click()


def tells_all(page: Page, lang: str, *, scripts: bool) -> None:
    """Answer every question, from the first page to the one for the signature."""
    page.goto(f"/{lang}/ca/ask/")
    page.click("main .usa-button")
    page.check("input[value=no]")
    go_on(page, scripts=scripts)
    for name, value in {"given": "Rosa", "family": "Maker 1", "born_on": BORN.isoformat(), "number": "1"}.items():
        page.fill(f"[name={name}]", value)
    go_on(page, scripts=scripts)
    page.check("input[value=all]")
    go_on(page, scripts=scripts)
    for kind in ("cash_aid", "medicaid", "foster_care"):
        page.check(f"[name={kind}][value=never]")
    go_on(page, scripts=scripts)
    ticks(page)
    go_on(page, scripts=scripts)
    looks_right(page, scripts=scripts)
    page.click("main .usa-button")


def asks(page: Page, lang: str, *, scripts: bool) -> str:
    """Ask to close, from the card on the first page to the receipt; return the reference."""
    tells_all(page, lang, scripts=scripts)
    page.fill("[name=signer]", "Rosa Maker")
    if scripts:
        canvas = page.locator("canvas")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 20, box["y"] + 30)
        page.mouse.down()
        page.mouse.move(box["x"] + 120, box["y"] + 50)
        page.mouse.up()
        assert page.input_value("[name=strokes]") != ""
    go_on(page, scripts=scripts)
    looks_right(page, scripts=scripts)
    return found_code(page)


def go_on(page: Page, *, scripts: bool) -> None:
    looks_right(page, scripts=scripts)
    send(page, "main form .usa-button[type=submit]")


def found_code(page: Page) -> str:
    found = CODE.search(page.inner_text("main"))
    assert found is not None
    return found[0]


def follows(page: Page, code: str, lang: str, *, scripts: bool) -> None:
    page.goto(f"/{lang}/ca/follow/")
    page.fill("[name=code]", code)
    page.fill("[name=family]", "Maker 1")
    go_on(page, scripts=scripts)
    looks_right(page, scripts=scripts)


@pytest.mark.parametrize(("lang", "scripts"), [("en", True), ("es", False)])
def test_a_request_is_decided_and_the_letter_shows_how_it_stands(
    chrome: Browser, site: str, lang: str, *, scripts: bool
) -> None:
    case = a_case()
    for fact in ("receives_cash_aid", "receives_medicaid", "receives_foster_care", "medical_support_assigned"):
        Finding.objects.create(case=case, fact=fact, value="false", found_on=FOUND_ON, found_by="worker one")
    with phone(chrome, site, scripts=scripts) as page:
        asks(page, lang, scripts=scripts)
        assert weighs() == {"taken": 1}
        day = today("America/Los_Angeles")
        act(number="1", command=Approve(), by=SUPERVISOR, on=day, at=now())
        letter = case.messages.filter(kind__in=["request_granted", "family_enforcement_stops"]).latest("pk")
        follows(page, code_of_last(case, letter.kind), lang, scripts=scripts)
        expected = {"en": "We agreed to your request", "es": "Aceptamos su solicitud"}[lang]
        expect(page.locator("main")).to_contain_text(expected)
        send(page, "button[value=take_back]")
        page.fill("[name=signer]", "Rosa Maker")
        go_on(page, scripts=scripts)
    weighs()
    assert Closure.objects.get().step == "withdrawn"


def opens(page: Page, way: str) -> None:
    """Open the line below the signature that leads on to another way to sign, and go there."""
    line = page.locator("details", has=page.locator(f"a[href$='{way}']"))
    line.locator("summary").click()
    line.locator("a").click()


@pytest.mark.parametrize(("lang", "scripts"), [("en", True), ("es", False)])
def test_the_form_is_printed_signed_by_hand_and_sent_and_the_receipt_is_printed(
    chrome: Browser, site: str, tmp_path: Path, lang: str, *, scripts: bool
) -> None:
    a_case()
    with phone(chrome, site, scripts=scripts) as page:
        tells_all(page, lang, scripts=scripts)
        opens(page, "ask/print/")
        looks_right(page, scripts=scripts)
        with page.expect_download() as begun:
            page.click("button[value=filled]")
        assert begun.value.suggested_filename == "form.pdf"
        begun.value.save_as(tmp_path / "form.pdf")
        page.goto(f"/{lang}/ca/ask/7/")
        opens(page, "ask/paper/")
        go_on(page, scripts=scripts)
        looks_right(page, scripts=scripts)
        page.set_input_files("[name=papers]", tmp_path / "form.pdf")
        go_on(page, scripts=scripts)
        looks_right(page, scripts=scripts)
        reference = found_code(page)
        printed = page.pdf(format="Letter")
    assert len(pypdfium2.PdfDocument(printed)) == 1
    on_it, hidden = text_of(printed), {"en": "Leave this page", "es": "Salir de esta página"}[lang]
    assert (reference in on_it, f"/{lang}/ca/follow/" in on_it, hidden in on_it) == (True, True, False)
    assert weighs() == {"placed": 1}
    assert Task.objects.get().kind == "web_signature_to_see"


@pytest.mark.parametrize(("lang", "scripts"), [("en", False), ("es", True)])
def test_an_answer_to_a_notice_keeps_the_case_open_and_who_left_asks_to_come_back(
    chrome: Browser, site: str, lang: str, *, scripts: bool
) -> None:
    code = a_noticed_case()
    with phone(chrome, site, scripts=scripts) as page:
        page.goto(f"/{lang}/ca/answer/#{code if scripts else ''}")
        if not scripts:
            page.fill("[name=code]", code)
        assert code not in page.url
        page.fill("[name=family]", "maker 1")
        go_on(page, scripts=scripts)
        page.fill("[name=words]", "He works at the mill")
        page.fill("[name=signer]", "Rosa Maker")
        go_on(page, scripts=scripts)
        looks_right(page, scripts=scripts)
        weighs()
        follows(page, code, lang, scripts=scripts)
        expect(page.locator("main")).to_contain_text({"en": "We have your answer", "es": "Tenemos su respuesta"}[lang])
        page.goto(f"/{lang}/ca/back/")
        for name, value in {"given": "Rosa", "family": "Maker 1", "born_on": BORN.isoformat(), "number": "1"}.items():
            page.fill(f"[name={name}]", value)
        page.fill("[name=signer]", "Rosa Maker")
        go_on(page, scripts=scripts)
        looks_right(page, scripts=scripts)
    weighs()
    assert Closure.objects.get().step == "replied"
    assert Case.objects.get().open
    assert "web_reopening_asked" in set(Task.objects.values_list("kind", flat=True))
