"""The questions in a real browser: axe finds nothing on any kind of page, the browser's own way back works."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.interview.test_questions import PART, PLAIN, YES
from tests.public.questions.choosing import GO_ON, choose
from tests.staff.browser import HEIGHT, WIDTHS, faults_of, quiet_page, send, server

WHOLE = {**YES, **PLAIN}
KINDS = {
    "yes": {**WHOLE, "safety": "yes"},
    "part": {**PART, **PLAIN, "state_debt": "some"},
    "depends": {**WHOLE, "aid": "dont_know", "state_debt": "dont_know"},
    "way": {"who": "other_parent"},
}


@pytest.fixture
def page(chrome: Browser, site: str) -> Iterator[Page]:
    with quiet_page(chrome, site, expected="404") as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[str]:
    """A server with the public site, as in a demonstration."""
    with server() as address:
        yield address


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("kind", "state"), [("yes", "ca"), ("part", "ar"), ("depends", "ca"), ("way", "ar")])
def test_axe_finds_nothing_on_any_page_of_the_way(page: Page, kind: str, state: str, lang: str) -> None:
    page.goto(f"/{lang}/{state}/questions/")
    found = []
    while True:
        for width in WIDTHS if kind in {"yes", "way"} or not page.locator("input[name=now]").count() else ():
            page.set_viewport_size({"width": width, "height": HEIGHT})
            found += [f"{page.title()} {width}: {fault}" for fault in faults_of(page)]
        if not page.locator("input[name=now]").count():
            break
        choose(page, KINDS[kind])
    for opened in page.locator("details").all():
        opened.locator("summary").click()
    found += [f"opened: {fault}" for fault in faults_of(page)]
    assert found == [], "\n".join(found)


def test_nothing_chosen_is_said_where_the_eye_is(page: Page) -> None:
    page.goto("/en/ca/questions/")
    send(page, GO_ON)
    expect(page.locator(".cc-errors")).to_be_focused()
    assert faults_of(page) == []


def test_the_browsers_own_way_back_shows_the_page_before_and_forward_again_the_answer(page: Page) -> None:
    page.goto("/en/ca/questions/")
    for _ in range(3):
        choose(page, {**WHOLE, "aid": "cash_now"})
    expect(page.locator("h1")).to_have_text("No, not now")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Has your family got")
    choose(page, WHOLE)
    expect(page.locator("h1")).to_contain_text("Medi-Cal")
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Do you worry")


def test_with_the_keyboard_alone_enter_goes_on_and_does_not_change_the_language(page: Page) -> None:
    page.goto("/en/ca/questions/")
    for asked in ("who", "safety"):
        page.focus(f"input[name={asked}]")
        page.keyboard.press("Space")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("safer ways")
    page.focus("main button[name=seen]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("input[name=aid]").first).to_be_attached()
    assert page.get_attribute("html", "lang") == "en"


def test_all_of_it_works_without_scripts(chrome: Browser, site: str) -> None:
    context = chrome.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/ar/questions/")
    while page.locator("input[name=now]").count():
        choose(page, WHOLE)
    expect(page.get_by_role("heading", name="What stops")).to_be_visible()
    page.click("summary:has-text('See or change')")
    send(page, "details button[value=aid]")
    expect(page.locator("input[name=aid][value=never]")).to_be_checked()
    context.close()
