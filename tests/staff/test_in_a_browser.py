"""The application in a real browser: it can be used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from caseclose.casework.models import Assignment, Closure, Person, Task
from tests.casework import factories as make
from tests.staff.browser import quiet_page, server
from tests.staff.office import account

pytestmark = pytest.mark.usefixtures("clean_database")
LATER = """const now = Date.now;
    Date.now = () => now() + (window.shifted ? 28 * 60 * 1000 : 0);"""
"""Lets a page believe that it is almost half an hour later, once it is told so."""


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """A page at a server with an office and a few cases; what a page says on its console fails the test."""
    an_office()
    with server() as address, quiet_page(chrome, address, expected="404") as opened:
        yield opened


def an_office() -> None:
    who = account("caseworker", name="demo.worker")
    closure = make.a_closing(make.a_case("CA-1", children=[date(2015, 1, 1)]), date(2026, 10, 1), step="noticed",
                             noticed_on=date(2026, 10, 2))  # fmt: skip
    Closure.objects.update(earliest_close_on=date(2026, 12, 1))
    Assignment.objects.create(case_id="CA-1", worker=who.name, team=who.team, since=make.DAY)
    make.told(closure, "CaseKeptOpen", date(2026, 10, 1), reasons=["x"], on="2026-10-01")
    Person.objects.filter(pk=make.opened_by(closure.case).pk).update(family_violence=True)
    Task.objects.create(case_id="CA-1", key="k", kind="x", words="Call the court", due_on=make.DAY)
    make.a_case("CA-2")
    for number in range(3, 40):
        make.a_closing(make.a_case(f"CA-{number}"), date(2026, 10, 1))


def sign_in(page: Page) -> None:
    page.goto("/demo/")
    page.click("button[value='demo.worker']")


def test_a_worker_signs_in_opens_the_queue_and_a_case_and_takes_one(page: Page) -> None:
    sign_in(page)
    expect(page.get_by_role("heading", name="Work queue")).to_be_visible()
    page.click("text=CA-1")
    expect(page.get_by_text("Notice is out")).to_be_visible()
    page.fill("#find", "CA-2")
    page.press("#find", "Enter")
    page.click("text=take it")
    page.click("button:has-text('Take it')")
    expect(page.get_by_text("The case is in your care now.")).to_be_visible()


def test_filters_change_the_table_alone_and_the_address(page: Page) -> None:
    sign_in(page)
    page.goto("/queue/?scope=office")
    expect(page.locator("tbody tr")).to_have_count(25)
    page.click("text=Notice is out")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "list=noticed" in page.url
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(25)
    expect(page.locator("header")).to_have_count(1)


def test_an_idle_session_warns_before_it_ends_and_goes_on_by_one_key(page: Page) -> None:
    sign_in(page)
    page.add_init_script(LATER)
    page.goto("/queue/")
    page.evaluate("window.shifted = true")
    dialog = page.locator("#idle")
    expect(dialog).to_be_visible(timeout=7000)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
