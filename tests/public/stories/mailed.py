"""A letter as it was mailed: staff see it with the case, and on it is the code with which the parent follows."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.casework.mailing import text_of
from tests.public.phone import CODE, Phone
from tests.public.stories.desks import look_until


def letter(staff: Page, number: str, called: str) -> bytes:
    """The letter of this name, once it was given to the mail, from the page with the papers of the case."""
    row = look_until(staff, f"/case/{number}/papers/", "tbody tr:has(a)", text=called)
    with staff.expect_download() as download:
        row.get_by_role("link").click()
    return download.value.path().read_bytes()


def code_on(pdf: bytes) -> str:
    """The code on a letter, read as a person reads it."""
    found = CODE.search(text_of(pdf))
    assert found is not None, text_of(pdf)
    return found[0]


def reads_newest_letter(mine: Phone) -> bytes:
    """Open the newest letter that the page on how things stand offers."""
    with mine.page.expect_download() as download:
        mine.page.locator("button[value^='letter:']").first.click()
    return download.value.path().read_bytes()
