"""Every page of the public site that may be looked at, in each state, language and size: axe finds nothing on it.

The sample of the ordinary tests sees a few pages; `tests/public/test_in_a_browser.py` sees each page once.
"""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from tests.proofs.proof import Planted, Proof, Setting
from tests.public.addresses import LANGUAGES, pages
from tests.public.looking import OPEN, SIZES
from tests.public.site import on_the_public_site
from tests.staff.browser import browser, faults_of, server

DATABASE = True
CLAIM = (
    "On every page of the public site that may be looked at, in each state, in English and Spanish, at 320, 768 and "
    "1,280 pixels and at 400 % zoom, axe finds no violation and leaves nothing undecided, and nothing scrolls sideways."
)
COUNTED = (
    "every address of the access table, made with each language, state and value that it can hold, is drawn by "
    "Chromium with everything open that opens, and axe asks all rules of WCAG 2.2 A and AA and of good practice"
)
UNCOVERED = "answers to what is sent: tests of each area look at those; and whether words are understood"
SMALL = 12
"""How many pages the sample sees."""
DEFECTS: dict[str, tuple[str, str]] = {
    "a picture without words": ("document.querySelector('main').append(new Image())", "image-alt"),
    "a link that is told by its colour too faintly": (
        "{ const it = document.createElement('a'); it.href = '/'; it.textContent = 'pale'; it.style.color = '#9bf';"
        " document.querySelector('main').append(it) }",
        "color-contrast",
    ),
    "a page that is too wide": ("document.querySelector('main').style.minWidth = '3000px'", "pixels too wide"),
}
"""By what is planted, how, and what must be said of it."""


def prove(setting: Setting) -> Proof:
    """See every page in every size and say what is wrong with any; then plant defects and see if they are found."""
    with on_the_public_site():
        every = list(pages())
        seen = every if not setting.sampled else setting.draw("pages").sample(every, SMALL)
        with browser() as opened, server() as address:
            page = _page(opened, address)
            wrongs = [fault for path in seen for fault in _faults(page, path)]
            planted = [Planted(what, _is_found(page, *how)) for what, how in DEFECTS.items()]
            planted.append(Planted("nothing, on the same page", not list(_faults(page, "/en/"))))
    figures = {"pages": len(every), "languages": len(LANGUAGES), "sizes": len(SIZES)}
    return Proof(CLAIM, len(seen) * len(SIZES), "sights of pages", COUNTED, wrongs, planted, UNCOVERED, figures)


def _page(opened: Browser, address: str) -> Page:
    return opened.new_context(base_url=address).new_page()


def _faults(page: Page, path: str, plant: str = "") -> Iterator[str]:
    answer = page.goto(path)
    if answer is None or not answer.ok:
        yield f"{path}: it does not answer"
        return
    page.evaluate(OPEN)
    if plant:
        page.evaluate(plant)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        yield from (f"{path} {width} x {height}: {fault}" for fault in faults_of(page))


def _is_found(page: Page, how: str, says: str) -> bool:
    return any(says in fault for fault in _faults(page, "/en/", how))
