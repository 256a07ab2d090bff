"""The keyboard of the stories finds what stops people without a mouse: a focus that is not seen, or that is stuck."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.staff.stories.keyboard import Keyboard

PAGE = """<style>{style}</style><a href="#m">Skip to main content</a><main id=m>
    <fieldset><legend>Colour</legend>
        <label><input type=radio name=c>Red</label><label><input type=radio name=c>Blue</label></fieldset>
    <label>Day<input type=date></label>
    <label>Place<select><option>Here</option><option>There</option></select></label>
    <button id=b>Send</button><a href="#x" id=a>Last</a></main>"""


@pytest.fixture
def page(chrome: Browser) -> Page:
    return chrome.new_page()


def show(page: Page, style: str = "") -> Keyboard:
    page.set_content(PAGE.replace("{style}", style))
    return Keyboard(page)


def test_it_goes_forth_and_back_to_what_is_named_and_answers_by_arrows(page: Page) -> None:
    keys = show(page)
    keys.choose("Colour", "Blue")
    keys.type("Day", "11202026")
    keys.pick("Place", "There")
    assert keys.tab_to("Last").role == "link"
    assert keys.tab_to("Send", back=True).role == "button"
    assert page.input_value("input[type=date]") == "2026-11-20"
    assert page.locator("input:checked").count() == 1
    assert page.input_value("select") == "There"


def test_what_is_not_there_is_missed_after_one_round(page: Page) -> None:
    with pytest.raises(AssertionError, match="never to Nothing"):
        show(page).tab_to("Nothing")


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("button:focus { outline: none }", "nothing shows the focus"),
        ("button:focus { outline: 3px solid transparent }", "nothing shows the focus"),
        ("button { position: absolute; left: -900px }", "out of sight"),
        ("main::after { content: ''; position: fixed; inset: 0 }", "out of sight"),
    ],
)
def test_a_focus_that_cannot_be_seen_is_found(page: Page, style: str, told: str) -> None:
    with pytest.raises(AssertionError, match=told):
        show(page, style).tab_to("Last")


@pytest.mark.parametrize("holds", ["a.onfocus = () => b.focus()", "b.onkeydown = (e) => e.preventDefault()"])
def test_a_trap_is_found(page: Page, holds: str) -> None:
    keys = show(page)
    page.evaluate(f"() => {{ const [b, a] = document.querySelectorAll('#b, #a'); {holds} }}")
    keys.tab_to("Send")
    with pytest.raises(AssertionError, match="trapped"):
        keys.tab_to("Last")
