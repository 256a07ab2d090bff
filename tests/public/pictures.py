"""Pictures of the public site's way for docs/site, at two widths and in two languages, from a running demonstration.

.venv/bin/caseclose serve --demo --port 8123 &
.venv/bin/python -m tests.public.pictures http://127.0.0.1:8124
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.public.phone import CODE, GO_ON
from tests.staff.browser import HEIGHT, browser, send
from tests.staff.pictures import WIDTHS, keep

PLACE = Path("docs/site")
MOST_QUESTIONS = 15
SHOWN = {
    "start": "Where it begins",
    "guide": "The guide",
    "stops": "What closing would do",
    "answer": "One answer of the guide",
    "safe": "How to stay safe",
    "offices": "Talking to a person",
    "question": "What would closing mean for me? The first question",
    "meaning": "What it would mean: what stops, what goes on, what depends",
    "ask": "Asking to close",
    "ask_safety": "First, whether it is safe",
    "ask_talk": "Somebody to talk to, where it may not be",
    "ask_you": "Who asks",
    "ask_stop": "What is to stop",
    "ask_aid": "Aid, now and earlier",
    "ask_understood": "What to understand before signing",
    "ask_foreseen": "What the rules say of it, before signing",
    "ask_sign": "Signing",
    "ask_print": "The form to print and sign by hand",
    "ask_on_paper": "Sending a paper that was signed by hand",
    "receipt": "The receipt",
    "follow": "How things stand",
    "reply": "Answering a letter",
    "back": "Coming back",
}
"""Each picture's name, and what it shows."""


def main(address: str) -> None:
    """Take every picture: wide in English, narrow in both languages. And write the page that shows them."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with browser() as opened:
        for lang, size in (("en", "wide"), ("en", "narrow"), ("es", "narrow")):
            page = opened.new_page(viewport={"width": WIDTHS[size], "height": HEIGHT}, base_url=f"{address}/{lang}/ca/")
            for name in _on_the_way(page):
                with _as_high_as_it_is(page, WIDTHS[size]):
                    keep(page, PLACE / f"{name}.{lang}.{size}.png")
            page.close()
    (PLACE / "README.md").write_text("\n".join(_page()), encoding="utf-8")


@contextmanager
def _as_high_as_it_is(page: Page, width: int) -> Iterator[None]:
    """Let the screen be as high as the page, so that what stays at its foot is at the foot of the picture."""
    high = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": max(high, HEIGHT)})
    yield
    page.set_viewport_size({"width": width, "height": HEIGHT})


def _on_the_way(page: Page) -> Iterator[str]:
    """Go the whole way, and stop wherever a picture is to be taken."""
    for name, path in {"start": "", "guide": "guide/", "stops": "guide/1/a/", "answer": "guide/q/1/",
                       "safe": "safe/", "offices": "offices/"}.items():  # fmt: skip
        page.goto(path)
        yield name
    yield from _asked_what_it_would_mean(page)
    yield from _asked_to_close(page)
    for name, path in {"reply": "answer/", "back": "back/"}.items():
        page.goto(path)
        yield name


def _asked_what_it_would_mean(page: Page) -> Iterator[str]:
    page.goto("questions/")
    yield "question"
    for _ in range(MOST_QUESTIONS):
        answers = page.locator("main input[type=radio]")
        if not answers.count():
            break
        no = page.locator("main input[type=radio]:is([value=no], [value=never], [value=none])")
        (no if no.count() else answers).first.focus()
        page.keyboard.press("Space")
        send(page, GO_ON)
    yield "meaning"


def _asked_to_close(page: Page) -> Iterator[str]:
    page.goto("ask/")
    yield "ask"
    page.click("main .usa-button")
    yield "ask_safety"
    page.check("input[value=yes]")
    send(page, GO_ON)
    yield "ask_talk"
    page.goto("ask/1/")
    page.check("input[value=no]")
    send(page, GO_ON)
    yield "ask_you"
    unheard_of = f"CA-{time.time_ns() % 10**8:08}"
    for name, value in {"given": "Made", "family": "Family", "born_on": "1990-01-02", "number": unheard_of}.items():
        page.fill(f"[name={name}]", value)
    send(page, GO_ON)
    yield "ask_stop"
    page.check("input[value=all]")
    send(page, GO_ON)
    yield "ask_aid"
    for kind in ("cash_aid", "medicaid", "foster_care"):
        page.check(f"[name={kind}][value=never]")
    send(page, GO_ON)
    yield "ask_understood"
    for each in page.locator("label.usa-checkbox__label").all():
        each.click()
    send(page, GO_ON)
    yield "ask_foreseen"
    yield from _signed(page)
    found = CODE.search(page.inner_text("main"))
    page.goto("follow/")
    page.fill("[name=code]", found[0] if found else "")
    page.fill("[name=family]", "Family")
    send(page, GO_ON)
    yield "follow"


def _signed(page: Page) -> Iterator[str]:
    page.click("main .usa-button")
    yield "ask_sign"
    for name, path in {"ask_print": "ask/print/", "ask_on_paper": "ask/paper/"}.items():
        page.goto(path)
        yield name
    page.goto("ask/7/")
    page.fill("[name=signer]", "Made Family")
    send(page, GO_ON)
    yield "receipt"


def _page() -> Iterator[str]:
    yield "# The public site\n"
    yield "Nobody's real case: taken by `python -m tests.public.pictures` from a demonstration. Each page at 1,280"
    yield "pixels, and at 320 in English and Spanish.\n"
    for name, shows in SHOWN.items():
        pictures = ("en.wide", "en.narrow", "es.narrow")
        yield f"## {shows}\n\n" + " ".join(f"![{shows}]({name}.{each}.png)" for each in pictures) + "\n"


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
