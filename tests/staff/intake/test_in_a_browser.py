"""Intake in a real browser: from a scan to the receipt."""

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
from tests.staff.browser import HEIGHT, browser, server
from tests.staff.intake.desk import with_form_key
from tests.staff.office import account

pytestmark = pytest.mark.usefixtures("clean_database")
WIDE = 1280


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


def test_a_scan_becomes_a_receipt_and_what_is_refused_or_wrong_says_so_on_the_way(page: tuple[Page, bytes]) -> None:
    desk, form = page
    desk.goto("/intake/")
    desk.set_input_files("input[type=file]", {"name": "../scan.exe", "mimeType": "text/html", "buffer": b"PK\x03\x04"})
    desk.click("button:has-text('Take it in')")
    expect(desk.get_by_text("This is an archive or an office document")).to_be_visible()
    desk.set_input_files("input[type=file]", {"name": "scan.pdf", "mimeType": "text/html", "buffer": form})
    desk.click("button:has-text('Take it in')")
    expect(desk.get_by_text("The code on it found its case")).to_be_visible()
    expect(desk.get_by_alt_text("Page 1 of 2 as a picture")).to_be_visible()
    assert desk.evaluate("document.images[0].decode().then(() => document.images[0].naturalWidth)") > 0
    desk.evaluate("document.querySelector('.cc-keying').noValidate = true")
    desk.click("button:has-text('Key it in')")
    expect(desk.get_by_role("heading", name="Please check what you entered")).to_be_visible()
    key_in(desk)
    desk.wait_for_url("**/intake/receipt/*/")
    expect(desk.get_by_role("heading", name=f"Receipt {KeyedIn.objects.get().receipt}")).to_be_visible()


def key_in(desk: Page) -> None:
    """Fill the form in."""
    desk.fill("#id_signer", "The person")
    for answer in ("#id_signed_0", "#id_may_ask_0", "#id_stop_3"):
        desk.check(answer)
    desk.click("button:has-text('Key it in')")
