"""Every page of the public site, in each state, language and size: axe finds nothing on it, and its words are plain.

The sample of the ordinary tests sees a few looks, with languages, states and sizes in turn.
"""

from __future__ import annotations

from dataclasses import replace

from django.test import override_settings
from playwright.sync_api import Browser

from caseclose.public.access.table import access_table
from tests.proofs.proof import Planted, Proof, Setting
from tests.public.addresses import LANGUAGES
from tests.public.looking import SIZES
from tests.public.looks.acts import offices
from tests.public.looks.faults import Seen, Sight, every_sight, look_at, one_sight, see
from tests.public.looks.look import Look, forgotten
from tests.public.looks.table import LOOKS, NO_PAGES
from tests.public.site import on_the_public_site
from tests.staff.browser import browser
from tests.staff.looks.drawing import a_page
from tests.staff.looks.faults import never_drawn

DATABASE = True
CLAIM = (
    "On every page of the public site, empty, filled, with errors and when too much was sent, in English and Spanish, "
    "at 320, 768 and 1,280 pixels and at 400 % zoom, axe finds no violation and leaves nothing undecided, nothing "
    "scrolls sideways, and no text of twenty words or more is above grade 8, or as hard in Spanish."
)
COUNTED = (
    "each address of the access table has its looks for each method; each is answered by the site for cases made for "
    "it in each state, drawn by Chromium with everything open that opens (in California in each size, in other states "
    "in one in turn), and axe asks all rules of WCAG 2.2 A and AA and of good practice"
)
UNCOVERED = "what axe and a measure of words cannot know: whether words are understood"
SMALL = 16
"""How many looks the sample sees."""
PALE = "{ const it = document.createElement('a'); it.href = '/'; it.textContent = 'pale'; it.style.color = '#9bf';"
DEFECTS: dict[str, tuple[str, str]] = {
    "a picture without words": ("document.querySelector('main').append(new Image())", "image-alt"),
    "a link that is told by its colour too faintly": (
        f"{PALE} document.querySelector('main').append(it) }}", "color-contrast"),
    "a field whose label is gone": ("document.querySelector('main label').remove()", "label"),
    "words about which axe cannot decide": (
        f"{PALE} it.style.background = 'linear-gradient(#fff, #bbb)'; document.querySelector('main').append(it) }}",
        "color-contrast"),
    "a page that is too wide": ("document.querySelector('main').style.minWidth = '3000px'", "pixels too wide"),
}  # fmt: skip
"""By what is planted, how, and what must be said of it."""
PLANTED_ON = "answer"


def prove(setting: Setting) -> Proof:
    """See every look and say what is wrong with any; then plant defects and see whether they are found."""
    with on_the_public_site(), override_settings(DEMO=True), browser() as opened:
        offices()
        found = look_at(opened, _sights(setting))
        planted = list(_planted(opened))
        wrongs = [*forgotten(LOOKS, NO_PAGES), *found.faults]
        if not setting.sampled:
            wrongs += [f"{name}: this template is drawn by no look" for name in never_drawn(found.drawn)]
    figures = {
        "looks: pages in a state": len(LOOKS),
        "looks in a language and a state of the country": found.pages,
        "addresses in the access table": len(access_table()),
        "answers that are no page, each with its reason": len(NO_PAGES),
        "languages": len(LANGUAGES),
        "sizes": len(SIZES),
        "templates that were drawn": len(found.drawn),
    }
    return Proof(CLAIM, found.sights, "sights of pages", COUNTED, wrongs, planted, UNCOVERED, figures)


def _sights(setting: Setting) -> list[Sight]:
    if not setting.sampled:
        return list(every_sight(LOOKS, long=setting.size == "long"))
    drawn = setting.draw("looks").sample(LOOKS, SMALL)
    return [one_sight(look, place) for place, look in enumerate(drawn)]


def _planted(opened: Browser) -> list[Planted]:
    """Plant each defect on a page that is known to be well, and a page that nobody looks at."""
    look = next(each for each in LOOKS if each.name == PLANTED_ON and each.state == "empty")
    told = [Planted(what, _is_found(opened, look, how, says)) for what, (how, says) in DEFECTS.items()]
    left = [each for each in LOOKS if each.name != PLANTED_ON]
    unseen = any(PLANTED_ON in each for each in forgotten(left, NO_PAGES))
    other = any("not 422" in each for each in _faults(opened, replace(look, status=422)))
    elsewhere = any("is not in it" in each for each in _faults(opened, replace(look, has=("cp-receipt",))))
    return [
        *told,
        Planted("a page that nobody looks at", unseen),
        Planted("an answer of another status", other),
        Planted("another page than was to be looked at", elsewhere),
        Planted("a template that is never drawn", "base.html" in never_drawn(set())),
        Planted("nothing, on the same page", not _faults(opened, look)),
    ]


def _is_found(opened: Browser, look: Look, how: str, says: str) -> bool:
    return any(says in fault for fault in _faults(opened, look, how))


def _faults(opened: Browser, look: Look, plant: str = "") -> list[str]:
    found = Seen()
    with a_page(opened) as page:
        see(page, one_sight(look, 0), found, plant)
    return found.faults
