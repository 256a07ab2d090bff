"""The record of a closing in a real browser: it is fit for paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from caseclose.closure.commands import Close, RecordReply, ReviewReply
from tests.casework.closable import CLERK, DUE, SYSTEM, WORKER, a_closable_case, do, moment, noticed
from tests.staff.browser import HEIGHT, browser, server
from tests.staff.office import account

pytestmark = pytest.mark.usefixtures("clean_database")


@pytest.fixture
def page() -> Iterator[Page]:
    """A page at a server with a closing to examine, signed in as an auditor."""
    a_closable_case(remedies=("income_withholding",))
    noticed()
    do(RecordReply("r1", moment(DUE - timedelta(days=3)), "phone"), CLERK, DUE)
    do(ReviewReply("r1", could_lead=False, words="asks when"), WORKER, DUE)
    do(Close(), SYSTEM, DUE)
    account("auditor", name="demo.several")
    with server() as address, browser() as opened:
        yield _signed_in(opened, address)


def _signed_in(opened: Browser, address: str) -> Page:
    page = opened.new_context(base_url=address, viewport={"width": 1280, "height": HEIGHT}).new_page()
    page.goto("/demo/")
    page.click("button[value='demo.several']")
    return page


def test_a_record_on_paper_stays_a_table(page: Page) -> None:
    page.goto("/audit/case/1/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": HEIGHT})
    drawn = "e => getComputedStyle(e).display"
    assert page.eval_on_selector(".cc-record .cc-table tbody td", drawn) == "table-cell"
    assert page.eval_on_selector(".cc-nav", drawn) == "none"
