"""A notice is out; the parent answers with its code and brings a paper; a person reads it, and the case stays open."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.papers.hostile import picture
from tests.public.phone import Phone, phone
from tests.public.stories.demonstration import Demonstration
from tests.public.stories.desks import desk, look_until
from tests.staff.browser import send

SAYS = {
    "planned": {"en": "We plan to close your case", "es": "Pensamos cerrar su caso"},
    "answered": {"en": "We have your answer", "es": "Tenemos su respuesta"},
    "stays": {"en": "Your case stays open", "es": "Su caso sigue abierto"},
}
KNOWS, CALL = "He works at the mill", "650-555-0142, mornings"


def told(mine: Phone, what: str) -> None:
    expect(mine.page.locator("main")).to_contain_text(SAYS[what][mine.lang])


@pytest.mark.parametrize(("lang", "scripts"), [("en", False), ("es", True)])
def test_a_notice_is_answered_and_the_case_stays_open(
    chrome: Browser, demo: Demonstration, lang: str, *, scripts: bool
) -> None:
    code, family = demo.letter()
    with phone(chrome, demo.public, lang, scripts=scripts) as mine, desk(chrome, demo, "worker one") as worker:
        mine.follows(code, family)
        told(mine, "planned")
        answers(mine, code, family)
        number = finds(worker, family)
        hears_of_it(worker, number)
        mine.follows(code, family)
        told(mine, "answered")
        keeps_open(worker, number)
        mine.follows(code, family)
        told(mine, "stays")


def answers(mine: Phone, code: str, family: str) -> None:
    """Answer from the page on how things stand: words, a photo of a paper, and a wish to be called."""
    mine.taps(f"main a[href='/{mine.lang}/ca/answer/']")
    mine.fills_in({"code": code, "family": family})
    mine.goes_on()
    mine.fills_in({"words": KNOWS, "call": CALL, "signer": family})
    mine.page.set_input_files("[name=papers]", {"name": "pay.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG")})
    mine.draws()
    mine.goes_on()
    mine.reads_code()


def finds(staff: Page, family: str) -> str:
    """Find the case by the last name; return its number."""
    staff.fill("#find", family)
    send(staff, "header button:has-text('Find')")
    found = staff.locator("main a[href^='/case/']").first
    return (found.get_attribute("href") or "").strip("/").split("/")[-1]


def hears_of_it(staff: Page, number: str) -> None:
    """The reply stands in the queue; with the case lie the answer and the paper, and somebody is to call."""
    look_until(staff, "/queue/?scope=office&list=replies", f"main a[href='/case/{number}/']").click()
    expect(staff.get_by_text("650-555-0142").first).to_be_visible()
    staff.goto(f"/case/{number}/papers/")
    expect(staff.locator("section", has_text="What came in").locator("li")).to_have_count(2)


def keeps_open(staff: Page, number: str) -> None:
    """Say that the answer can lead somewhere."""
    staff.goto(f"/case/{number}/review-reply/")
    staff.get_by_role("group", name="Could it lead").get_by_label("Yes").check()
    staff.fill("[name=words]", "The employer is known: withholding can begin.")
    send(staff, "button:has-text('See what follows')")
    send(staff, "button:has-text('Record the review')")
    expect(staff.get_by_text("Kept open", exact=False).first).to_be_visible()
