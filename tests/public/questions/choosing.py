"""Answering the questions in a browser, as somebody does who taps."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page

from tests.staff.browser import send

GO_ON = "main button[type=submit]:not([name])"


def choose(page: Page, answers: Mapping[str, str]) -> str:
    """Answer the question on the page, or read on; return what was asked."""
    if page.locator("main button[name=seen]").count():
        send(page, "main button[name=seen]")
        return "seen"
    asked = page.get_attribute("input[name=now]", "value") or ""
    spot = page.get_attribute(f"input[name={asked}][value={answers[asked]}]", "id")
    page.click(f"label[for={spot}]")
    send(page, GO_ON)
    return asked
