"""Staff at their desks, as somebody who tries the demonstration: they sign in as a role, and look until it is there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page

from tests.public.stories.demonstration import Demonstration
from tests.staff.browser import quiet_page, send

PATIENCE = 90.0
"""Seconds after which what has been sent must have reached the desks, on a machine with much else to do."""


@contextmanager
def desk(chrome: Browser, demo: Demonstration, name: str) -> Iterator[Page]:
    """A browser in which somebody has signed in whom the first words name."""
    assert name in demo.signs_in_as
    with quiet_page(chrome, demo.staff, expected="422") as page:
        page.goto("/demo/")
        send(page, f"button[value='demo.{name.replace(' ', '.')}']")
        yield page


def look_until(page: Page, path: str, wanted: str, *, text: str = "") -> Locator:
    """Look at a page again and again until what is wanted is on it. Raises AssertionError where it never is."""
    until = time.monotonic() + PATIENCE
    while True:
        page.goto(path)
        found = page.locator(wanted, has_text=text or None)
        if found.count():
            return found.first
        assert time.monotonic() < until, f"{wanted} {text} never came: {page.inner_text('main')}"
        page.wait_for_timeout(500)


def opens(page: Page, number: str) -> None:
    """Open the page of a case."""
    page.goto(f"/case/{number}/")


def begins(page: Page, number: str, act: str) -> None:
    """Open a case and choose an act."""
    opens(page, number)
    send(page, f"main a:text-is('{act}')")
