"""Every page of the staff application, in each state, language and width: axe finds nothing, and nothing is too wide.

The sample of the ordinary tests sees one look of each address, with languages and widths in turn; the others are
answered, and not drawn.
"""

from __future__ import annotations

from dataclasses import replace

from django.test import override_settings
from playwright.sync_api import Browser

from caseclose.staff.access.table import access_table
from tests.proofs.proof import Planted, Proof, Setting
from tests.staff.browser import browser
from tests.staff.conftest import QUICK
from tests.staff.looks.drawing import a_page
from tests.staff.looks.faults import EVERY, Seen, alternating, look_at, never_drawn, one_of_each, see
from tests.staff.looks.look import Look, forgotten
from tests.staff.looks.table import LOOKS, NO_PAGES

DATABASE = True
CLAIM = (
    "On every page of the staff application, empty, filled and with errors, in English and Spanish, 320, 768 and 1,280 "
    "pixels wide, axe finds no violation and leaves nothing undecided, and no page scrolls sideways."
)
COUNTED = (
    "each address of the access table that answers with a page has its looks; each is answered by the application in "
    "an office made for it and drawn by Chromium, every disclosure open, and axe asks all rules of WCAG 2.2 A and AA "
    "and of good practice"
)
UNCOVERED = "what axe cannot know: whether words are understood, and whether an order of reading makes sense"
SMALL = '{ const it = document.createElement("p"); it.textContent = "pale"; it.style.color = "#bbb";'
DEFECTS: dict[str, tuple[str, str]] = {
    "a picture without words": ("document.querySelector('main').append(new Image())", "image-alt"),
    "words that are too pale": (SMALL + " document.querySelector('main').append(it) }", "color-contrast"),
    "a field whose label is gone": ("document.querySelector('main label').remove()", "label"),
    "a page that is too wide": ("document.querySelector('main').style.width = '3000px'", "pixels too wide"),
    "words about which axe cannot decide": (
        SMALL + " it.style.background = 'linear-gradient(#fff, #bbb)'; document.querySelector('main').append(it) }",
        "color-contrast",
    ),
}
"""By what is planted, how, and what must be said of it."""
PLANTED_ON = "account_login"


def prove(setting: Setting) -> Proof:
    """See every look and say what is wrong with any; then plant defects and see whether they are found."""
    with browser() as opened:
        found = look_at(opened, LOOKS, one_of_each(LOOKS) if setting.sampled else lambda _: EVERY)
        planted = list(_planted(opened))
    wrongs = [*forgotten(LOOKS, NO_PAGES), *found.faults]
    wrongs += [f"{name}: this template is drawn by no look" for name in never_drawn(found.drawn)]
    figures = {
        "looks: pages in a state": len(LOOKS),
        "addresses in the access table": len(access_table()),
        "answers that are no page, each with its reason": len(NO_PAGES),
        "templates that were drawn": len(found.drawn),
    }
    return Proof(CLAIM, found.sights, "sights of pages", COUNTED, wrongs, planted, UNCOVERED, figures)


def _planted(opened: Browser) -> list[Planted]:
    """Plant each defect on a page that is known to be well, and a page that nobody looks at."""
    look = next(each for each in LOOKS if each.name == PLANTED_ON and each.state == "filled")
    told = [Planted(what, _is_found(opened, look, how, says)) for what, (how, says) in DEFECTS.items()]
    left = [each for each in LOOKS if each.name != PLANTED_ON]
    unseen = any(PLANTED_ON in each for each in forgotten(left, NO_PAGES))
    answer = any("not 422" in each for each in _faults(opened, replace(look, status=422)))
    return [
        *told,
        Planted("a page that nobody looks at", unseen),
        Planted("an answer of another status", answer),
        Planted("a template that is never drawn", "base.html" in never_drawn(set())),
        Planted("nothing, on the same page", not _faults(opened, look)),
    ]


def _is_found(opened: Browser, look: Look, how: str, says: str) -> bool:
    return any(says in fault for fault in _faults(opened, look, how))


def _faults(opened: Browser, look: Look, plant: str = "") -> list[str]:
    found = Seen()
    with override_settings(**QUICK), a_page(opened) as page:
        see(page, look, alternating(0), found, plant)
    return found.faults
