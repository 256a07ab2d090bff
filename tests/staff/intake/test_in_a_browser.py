"""Intake in a real browser: from a scan to the receipt, and axe finds nothing on its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from caseclose.casework.models import KeyedIn
from caseclose.forms.codes import form_code
from caseclose.forms.filling import Prefilled, request_form
from tests.casework import factories as make
from tests.forms.made import ENGLISH
from tests.staff.browser import HEIGHT, browser, faults_of, server, speak
from tests.staff.intake.desk import with_form_key
from tests.staff.office import account

pytestmark = pytest.mark.usefixtures("clean_database")
NARROW, WIDE = 320, 1280


@pytest.fixture
def page(tmp_path: Path) -> Iterator[tuple[Page, bytes]]:
    """A page at a server with a clerk and a case, and a request form of that case as a scan."""
    account("intake", "caseworker", name="demo.clerk")
    make.opened_by(make.a_case("CA-1"))
    with with_form_key(tmp_path) as secret, browser() as chrome, server() as address:
        form = request_form(ENGLISH, Prefilled(case_number="CA-1", code=form_code("CA-1", secret)))
        context = chrome.new_context(base_url=address, viewport={"width": WIDE, "height": HEIGHT})
        opened = context.new_page()
        opened.goto("/demo/")
        opened.click("button[value='demo.clerk']")
        yield opened, form
        context.close()


def faults(page: Page, name: str, *, langs: tuple[str, ...] = ("en",)) -> Iterator[str]:
    for lang in langs:
        speak(page, lang)
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            yield from (f"{name} {lang} {width}: {fault}" for fault in faults_of(page))


def test_a_scan_becomes_a_receipt_and_axe_finds_nothing_on_the_way(page: tuple[Page, bytes]) -> None:
    desk, form = page
    desk.goto("/intake/")
    found = [*faults(desk, "empty list", langs=("es", "en"))]
    desk.set_input_files("input[type=file]", {"name": "../scan.exe", "mimeType": "text/html", "buffer": b"PK\x03\x04"})
    desk.click("button:has-text('Take it in')")
    expect(desk.get_by_text("This is an archive or an office document")).to_be_visible()
    found += faults(desk, "refused")
    desk.set_input_files("input[type=file]", {"name": "scan.pdf", "mimeType": "text/html", "buffer": form})
    desk.click("button:has-text('Take it in')")
    expect(desk.get_by_text("The code on it found its case")).to_be_visible()
    expect(desk.get_by_alt_text("Page 1 of 2 as a picture")).to_be_visible()
    place = desk.url
    assert desk.evaluate("document.images[0].decode().then(() => document.images[0].naturalWidth)") > 0
    found += faults(desk, "paper", langs=("es", "en"))
    desk.evaluate("document.querySelector('.cc-keying').noValidate = true")
    desk.click("button:has-text('Key it in')")
    expect(desk.get_by_role("heading", name="Please check what you entered")).to_be_visible()
    found += faults(desk, "error")
    key_in(desk)
    desk.wait_for_url("**/intake/receipt/*/")
    expect(desk.get_by_role("heading", name=f"Receipt {KeyedIn.objects.get().receipt}")).to_be_visible()
    found += faults(desk, "receipt", langs=("es", "en"))
    for path in (place, "/intake/call/", "/case/CA-1/intake/"):
        desk.goto(path)
        found += faults(desk, path)
    assert found == [], "\n".join(found)


def key_in(desk: Page) -> None:
    """Fill the form in."""
    desk.fill("#id_signer", "The person")
    for answer in ("#id_signed_0", "#id_may_ask_0", "#id_stop_3"):
        desk.check(answer)
    desk.click("button:has-text('Key it in')")
