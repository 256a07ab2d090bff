"""The pages of law, audit and administration in a real browser: axe finds nothing, and a record is fit for paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from caseclose.closure.commands import Close, RecordReply, ReviewReply
from caseclose.staff.models import Conflict
from tests.casework import factories as make
from tests.casework.closable import CLERK, DUE, SYSTEM, WORKER, a_closable_case, do, moment, noticed
from tests.staff.browser import HEIGHT, browser, faults_of, send, server, speak
from tests.staff.office import account

pytestmark = pytest.mark.usefixtures("clean_database")
WIDTHS = (320, 1280)
HERE = "state=ca&on=2026-11-22"
PAGES = (
    "/law/?shelf=limit",
    f"/law/rule/ca.b1/?{HERE}",
    "/law/rule/us.b7/?state=us&on=1980-01-01",
    f"/law/remedy/passport/?{HERE}",
    f"/law/notice/intent_to_close/?{HERE}",
    "/law/compare/?first_state=us&first_on=2016-05-01&second_state=ca&second_on=x",
    f"/law/compare/?first_state=us&first_on=2016-05-01&second_state=ca&{HERE.replace('state=ca&on', 'second_on')}",
    "/audit/",
    "/audit/?office=ca&sample=x&step=declined",
    "/audit/case/1/",
    "/audit/case/2/",
    "/people/",
    "/people/?active=no",
    "/people/{who}/",
    "/people/{who}/change/",
    "/people/{who}/conflict/",
    "/people/new/",
    "/people/log/",
    "/offices/",
    "/settings/",
    "/health/",
)


@pytest.fixture
def page() -> Iterator[Page]:
    """A page at a server with a closing to examine, signed in with every role that these pages need."""
    a_closable_case(remedies=("income_withholding",))
    noticed()
    do(RecordReply("r1", moment(DUE - timedelta(days=3)), "phone"), CLERK, DUE)
    do(ReviewReply("r1", could_lead=False, words="asks when"), WORKER, DUE)
    do(Close(), SYSTEM, DUE)
    who = account("auditor", "admin", "policy_analyst", name="demo.several")
    other = account("caseworker", name="worker.9")
    Conflict.objects.create(account=other, case=make.a_case("2"), said_by=who.name, said_on=make.DAY)
    with server() as address, browser() as opened:
        yield _signed_in(opened, address)


def _signed_in(opened: Browser, address: str) -> Page:
    page = opened.new_context(base_url=address, viewport={"width": 1280, "height": HEIGHT}).new_page()
    page.goto("/demo/")
    page.click("button[value='demo.several']")
    return page


def faults_at_widths(page: Page, told: str) -> Iterator[str]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        yield from (f"{told} {width}: {fault}" for fault in faults_of(page))


def test_axe_finds_nothing_and_a_record_on_paper_stays_a_table(page: Page) -> None:
    page.goto("/people/")
    who = str(page.get_attribute("main table tbody tr:last-child a", "href")).split("/")[2]
    found: list[str] = []
    for lang in ("en", "es"):
        for path in PAGES:
            page.goto(path.format(who=who))
            speak(page, lang)
            found += faults_at_widths(page, f"{path} {lang}")
        found += _tried(page, lang)
    page.goto("/audit/case/1/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": HEIGHT})
    drawn = "e => getComputedStyle(e).display"
    assert page.eval_on_selector(".cc-record .cc-table tbody td", drawn) == "table-cell"
    assert page.eval_on_selector(".cc-nav", drawn) == "none"
    assert found == [], "\n".join(found)


def _tried(page: Page, lang: str) -> Iterator[str]:
    """A made case, wrong at first and then right."""
    page.goto(f"/law/try/?{HERE}&rule=ca.b1")
    for amount in ("much", "120"):
        page.select_option("[name=fact_current_order]", "false")
        page.fill("[name=fact_arrears_total]", amount)
        send(page, ".cc-made .cc-actions button")
        yield from faults_at_widths(page, f"a made case, {amount} {lang}")
