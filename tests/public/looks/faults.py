"""What is wrong with looks: another answer, what axe finds or cannot decide, sideways scrolling, hard words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from tests.public.looking import OPEN, SIZES
from tests.public.looks.acts import LONG, WORDY
from tests.public.looks.look import Look, Spot
from tests.public.looks.site import answered, taken_for_another
from tests.public.text import hard_words
from tests.staff.browser import faults_of
from tests.staff.looks.drawing import a_page, drawn
from tests.staff.looks.faults import templates_drawn

DEAD_ENDS = """() => [...document.querySelectorAll('a[href^="#"]')]
    .filter((each) => !document.getElementById(each.getAttribute("href").slice(1))).map((each) => each.outerHTML)"""
"""The links of a page that lead to no place in it."""


FIRST = "ca"
"""The state that has every look."""


TWINS = """() => {
    const told = [...document.querySelectorAll("main button")].map((each) => [each.textContent.trim(), each.value]);
    const twin = ([words, value]) => told.some(([others, worth]) => others === words && worth !== value);
    return told.filter(twin).map(([words]) => words);
}"""
"""The buttons of a page that have the same words and do different things."""


class Sight(NamedTuple):
    """A look in one place, and the sizes of the window in which it is seen there."""

    look: Look
    spot: Spot
    sizes: tuple[tuple[int, int], ...] = SIZES


@dataclass(slots=True)
class Seen:
    """What was seen: how many pages in how many sizes, what was wrong with them, and which templates were drawn."""

    pages: int = 0
    sights: int = 0
    faults: list[str] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)


def every_sight(looks: Iterable[Look], *, long: bool = False) -> Iterator[Sight]:
    """Yield each look in each language and state: in the first state in every size, and in others in one in turn.

    A page differs from state to state by its words alone; a `long` run sees it in every size in each.
    """
    for place, look in enumerate(looks):
        for spot in look.spots:
            whole = long or spot.state in {"", FIRST}
            yield Sight(look, spot, SIZES if whole else (SIZES[place % len(SIZES)],))


def one_sight(look: Look, place: int) -> Sight:
    """Return one sight of a look, so that those of a list go through languages, states and sizes in turn."""
    return Sight(look, look.spots[place % len(look.spots)], (SIZES[place % len(SIZES)],))


def look_at(browser: Browser, sights: Iterable[Sight]) -> Seen:
    """See each sight, and tell what is wrong with any."""
    found = Seen()
    with templates_drawn(found.drawn), a_page(browser) as page:
        for sight in sights:
            see(page, sight, found)
    return found


def see(page: Page, sight: Sight, found: Seen, plant: str = "") -> None:
    """See one sight, with what is planted on its page by a script, and tell what is wrong."""
    look, spot, sizes = sight
    told = f"{look.title}, {spot.title}"
    with answered(look, spot) as (client, answer):
        found.faults += [f"{told}: {wrong}" for wrong in taken_for_another(look, answer)]
        found.faults += [f"{told}: {hard}" for hard in hard_words(as_read(answer.content.decode()), spot.lang)]
        page.set_viewport_size({"width": sizes[0][0], "height": sizes[0][1]})
        with drawn(page, look.address(spot), client, answer) as said:
            found.faults += [] if page.get_attribute("html", "lang") == spot.lang else [f"{told}: in another language"]
            page.evaluate(OPEN)
            if plant:
                page.evaluate(plant)
            found.faults += [f"{told}: a link leads nowhere in the page: {words}" for words in page.evaluate(DEAD_ENDS)]
            found.faults += [f"{told}: several buttons are called so: {words}" for words in page.evaluate(TWINS)]
            for width, height in sizes:
                page.set_viewport_size({"width": width, "height": height})
                found.faults += [f"{told}, {width} x {height}: {fault}" for fault in faults_of(page)]
                found.sights += 1
        found.faults += [f"{told}: the browser says {words}" for words in said]
        found.pages += 1


def as_read(page: str) -> str:
    """Return a page as its words are measured: what a look typed into it, to be very long, is nobody's text."""
    return page.replace(LONG, "Rosa").replace(WORDY.strip(), "")
