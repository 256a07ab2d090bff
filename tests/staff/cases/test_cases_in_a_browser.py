"""The pages of a case in a real browser: axe finds nothing, and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from caseclose.casework.models import Office, Person, Task
from tests.casework import factories as make
from tests.casework.closable import DAY
from tests.staff.browser import HEIGHT, faults_of, quiet_page, send, server, speak
from tests.staff.cases.desk import a_case, on
from tests.staff.office import account

pytestmark = pytest.mark.usefixtures("clean_database")
LOOKS = (("en", 1280), ("es", 320))
PAGES = (
    "", "why/", "money/", "papers/", "notes/", "propose/", "record-request/", "keep-open/", "record-reply/",
    "reopen/", "hold/", "lift/", "task/", "finding/", "finding/?fact=arrears_total", "protected/", "letter/",
)  # fmt: skip
"""The pages of a case, empty, filled, or saying why nothing can be done."""


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """A page at a server with two people at their desks and two cases; what it says on its console fails the test."""
    a_case()
    Person.objects.filter(pk=make.opened_by(a_case("2")).pk).update(family_violence=True)
    Task.objects.create(case_id="1", key="k", kind="x", words="Call the court", due_on=DAY)
    office = Office.objects.get(code="ca")
    for role in ("caseworker", "supervisor"):
        account(role, office=office, name=f"demo.{role}")
    with on(DAY), server() as address, quiet_page(chrome, address, expected="422") as opened:
        yield opened


def sign_in(page: Page, role: str) -> None:
    page.goto("/demo/")
    page.click(f"button[value='demo.{role}']")


def test_axe_finds_nothing_on_the_pages_of_a_case_and_nothing_scrolls_sideways(page: Page) -> None:
    sign_in(page, "caseworker")
    found: list[str] = []
    for lang, width in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for path in PAGES:
            found += looked_at(page, f"/case/1/{path}", lang)
        found += looked_at(page, "/case/2/protected/", lang)
        page.goto("/case/1/hold/")
        page.evaluate("document.querySelectorAll('main [required]').forEach((each) => { each.required = false })")
        send(page, "main form button[type=submit]")
        found += [f"hold with errors {lang}: {fault}" for fault in faults_of(page)]
    assert found == [], "\n".join(found)


def looked_at(page: Page, path: str, lang: str) -> Iterator[str]:
    page.goto(path)
    speak(page, lang)
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true })")
    yield from (f"{path} {lang}: {fault}" for fault in faults_of(page))
