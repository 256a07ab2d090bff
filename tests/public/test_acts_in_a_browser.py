"""The whole way on a phone, in a real browser, with scripts and without: ask, answer, follow, take back, come back."""

from __future__ import annotations

from collections.abc import Iterator
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
from tests.public.phone import phone
from tests.staff.browser import server

pytestmark = pytest.mark.usefixtures("clean_database")
FOUND_ON = date(2026, 11, 1)
NAME = "Rosa Maker"
WHO = {"given": "Rosa", "family": "Maker 1", "born_on": BORN.isoformat(), "number": "1"}


@pytest.fixture
def site() -> Iterator[str]:
    Office.objects.get_or_create(
        code="ca", defaults={"state": "ca", "name": "An office", "zone": "America/Los_Angeles"}
    )
    with server() as address:
        yield address


@pytest.mark.parametrize(("lang", "scripts"), [("en", True), ("es", False)])
def test_a_request_is_decided_and_the_letter_shows_how_it_stands(
    chrome: Browser, site: str, lang: str, *, scripts: bool
) -> None:
    case = a_case()
    for fact in ("receives_cash_aid", "receives_medicaid", "receives_foster_care", "medical_support_assigned"):
        Finding.objects.create(case=case, fact=fact, value="false", found_on=FOUND_ON, found_by="worker one")
    with phone(chrome, site, lang, scripts=scripts) as parent:
        parent.asks_to_close(WHO, signs=NAME)
        assert weighs() == {"taken": 1}
        day = today("America/Los_Angeles")
        act(number="1", command=Approve(), by=SUPERVISOR, on=day, at=now())
        letter = case.messages.filter(kind__in=["request_granted", "family_enforcement_stops"]).latest("pk")
        parent.follows(code_of_last(case, letter.kind), WHO["family"])
        expected = {"en": "We agreed to your request", "es": "Aceptamos su solicitud"}[lang]
        expect(parent.page.locator("main")).to_contain_text(expected)
        parent.takes_back(signs=NAME)
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
    with phone(chrome, site, lang, scripts=scripts) as parent:
        page = parent.page
        parent.tells_all(WHO)
        opens(page, "ask/print/")
        parent.looks_right()
        with page.expect_download() as begun:
            page.click("button[value=filled]")
        assert begun.value.suggested_filename == "form.pdf"
        begun.value.save_as(tmp_path / "form.pdf")
        parent.goes_to("ask/7/")
        opens(page, "ask/paper/")
        parent.looks_right()
        parent.goes_on()
        page.set_input_files("[name=papers]", tmp_path / "form.pdf")
        parent.goes_on()
        reference = parent.reads_code()
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
    with phone(chrome, site, lang, scripts=scripts) as parent:
        parent.goes_to(f"answer/#{code if scripts else ''}")
        if not scripts:
            parent.fills_in({"code": code})
        assert code not in parent.page.url
        parent.fills_in({"family": "maker 1"})
        parent.goes_on()
        parent.fills_in({"words": "He works at the mill", "signer": NAME})
        parent.goes_on()
        weighs()
        parent.follows(code, WHO["family"])
        expected = {"en": "We have your answer", "es": "Tenemos su respuesta"}[lang]
        expect(parent.page.locator("main")).to_contain_text(expected)
        parent.asks_to_come_back(WHO, signs=NAME)
    weighs()
    assert Closure.objects.get().step == "replied"
    assert Case.objects.get().open
    assert "web_reopening_asked" in set(Task.objects.values_list("kind", flat=True))
