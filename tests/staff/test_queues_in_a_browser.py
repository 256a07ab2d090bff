"""Queues, search, many cases and supervision in a real browser: lists change in their place, files are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from caseclose.casework.models import Closure, Office, Person, ReleaseOrder, Task
from caseclose.site.clock import today
from tests.casework import factories as make
from tests.casework.closable import a_closable_case
from tests.staff.browser import quiet_page, server
from tests.staff.office import account
from tests.staff.queue.test_queue import a_closing

pytestmark = pytest.mark.usefixtures("clean_database")


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """A page of a supervisor; what it says on its console fails the test."""
    an_office()
    with server() as address, quiet_page(chrome, address, expected="422") as opened:
        opened.goto("/demo/")
        opened.click("button[value='demo.boss']")
        yield opened


def an_office() -> None:
    a_closable_case("90", arrears_payment_made="true")
    office = Office.objects.get(code="ca")
    account("supervisor", "caseworker", name="demo.boss", office=office)
    day = today(office.zone)
    for number in range(30):
        closure = a_closing(str(number), day + timedelta(days=number), worker=f"worker {number % 3}")
        closure.case.office = office
        closure.case.save(update_fields=["office"])
    Task.objects.create(case_id="1", key="t", kind="x", words="Call the court", due_on=day)
    ReleaseOrder.objects.create(closure=Closure.objects.get(case="2"), remedy=make.a_remedy(), kind="passport",
                                state="unknown", made_on=day)  # fmt: skip
    make.a_flag(Closure.objects.get(case="3").case, day, ends_on=day + timedelta(days=9))
    for with_person, safe in (("4", False), ("5", True)):
        person = make.a_person(Closure.objects.get(case=with_person).case, "custodial_party", born_on=date(1980, 1, 2))
        Person.objects.filter(pk=person.pk).update(given_name="Ann", family_name="Smith", family_violence=safe)


def test_a_list_changes_without_a_new_page_and_comes_back_whole(page: Page) -> None:
    page.goto("/queue/?scope=office")
    page.click("text=Other tasks")
    expect(page).to_have_url(re.compile("list=tasks"))
    expect(page.get_by_text("Call the court")).to_be_visible()
    page.click("text=All closings in progress")
    expect(page).to_have_url(re.compile("list=all"))
    page.click("a[rel=next]")
    expect(page.locator("tbody tr")).to_have_count(5)
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(25)
    expect(page.locator("header")).to_have_count(1)


def test_both_files_are_taken_one_after_the_other(page: Page) -> None:
    page.goto("/supervision/")
    for kind in ("CSV", "XLSX"):
        with page.expect_download() as download:
            page.click(f"text=As a file ({kind})")
        assert download.value.suggested_filename.startswith("workload-")
