"""The public site in a real browser: axe finds nothing, the way out leaves no way back, all works without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.public.addresses import in_turn
from tests.public.looking import OPEN, SIZES
from tests.staff.browser import faults_of, quiet_page, server


@pytest.fixture
def site() -> Iterator[str]:
    """A server with the public site, as in a demonstration."""
    with server() as address:
        yield address


@pytest.fixture
def page(chrome: Browser, site: str) -> Iterator[Page]:
    with quiet_page(chrome, site, expected="404") as opened:
        yield opened


@pytest.fixture
def weather(page: Page) -> str:
    """Where the way out leads: nothing on another machine is asked for."""
    page.route("https://www.weather.gov/**", lambda route: route.fulfill(body="<title>Weather</title>sun"))
    return "https://www.weather.gov/"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page, lang: str) -> None:
    found = []
    for path, turn in [*in_turn(lang), (f"/{lang}/ca/nothing/", 0)]:
        page.goto(path)
        page.evaluate(OPEN)
        width, height = SIZES[turn % len(SIZES)]
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{path} {width}: {fault}" for fault in faults_of(page)]
    assert found == [], "\n".join(found)


def test_the_way_out_takes_the_place_of_the_page_in_the_history(page: Page, weather: str) -> None:
    page.goto("/en/")
    page.goto("/en/ca/guide/")
    page.click("[data-leave]")
    page.wait_for_url(weather)
    page.go_back()
    page.wait_for_url("**/en/")


def test_three_times_escape_leaves_at_once_and_less_does_not(page: Page, weather: str) -> None:
    page.goto("/en/ca/guide/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(weather)


def test_the_guide_is_used_by_keyboard_alone_and_the_way_out_comes_early(page: Page) -> None:
    page.goto("/en/ca/guide/")
    for expected in ("Skip to main content", "Leave this page"):
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text(expected)
    while page.locator(":focus").inner_text() != "I pay support, or I am the other parent":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("I pay support, or I am the other parent")


def test_without_scripts_the_way_out_is_a_link_and_everything_can_be_read(chrome: Browser, site: str) -> None:
    context = chrome.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.click("text=Arkansas")
    page.click("text=Learn first")
    page.fill("#wanted", "wages")
    page.click("button:has-text('Look')")
    page.click("text=Why is money still taken from my pay")
    page.click("summary >> nth=0")
    expect(page.locator("details[open]")).to_have_count(1)
    expect(page.locator("[data-leave]")).to_have_attribute("href", "https://www.weather.gov/")
    context.close()


@pytest.mark.parametrize("path", ["/", "/en/ca/", "/en/ca/guide/"])
def test_a_first_page_is_small(page: Page, path: str) -> None:
    page.goto(path)
    assert page.evaluate(WEIGHT) < 120_000


WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .reduce((sum, each) => sum + each.transferSize, 0)"""
"""Bytes of a page with all that it is drawn with, on the way."""
