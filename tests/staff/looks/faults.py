"""What is wrong with looks: what axe finds or cannot decide, sideways scrolling, another answer, a lost template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Template
from django.test import override_settings
from django.test.signals import template_rendered
from django.test.utils import instrumented_test_render  # type: ignore[attr-defined]
from playwright.sync_api import Browser, Page

from tests.casework.closable import DAY
from tests.staff.browser import HEIGHT, WIDTHS, faults_of
from tests.staff.cases.desk import on
from tests.staff.conftest import QUICK
from tests.staff.looks import people, scene
from tests.staff.looks.drawing import a_page
from tests.staff.looks.look import Look, State
from tests.staff.looks.seeing import OPENED, answered, seen

LANGUAGES = ("en", "es")
Sight = tuple[str, int]
"""A language and a width."""
EVERY: tuple[Sight, ...] = tuple((lang, width) for lang in LANGUAGES for width in WIDTHS)
SCENES: tuple[tuple[Callable[[], object], frozenset[State]], ...] = (
    (people.everyone, frozenset({"nothing"})),
    (people.move_in, frozenset({"empty"})),
    (scene.a_full_office, frozenset({"filled", "error"})),
)
"""What happens one after the other, and the states that are looked at then."""
Sights = Callable[[int], Iterable[Sight]]


@dataclass(slots=True)
class Seen:
    """What was seen: how many sights, what was wrong with them, and which templates were drawn."""

    sights: int = 0
    faults: list[str] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)


def alternating(place: int) -> tuple[Sight, ...]:
    """Return one sight for a look, so that those of a table go through languages and widths in turn."""
    return (EVERY[place % len(EVERY)],)


def look_at(browser: Browser, looks: list[Look], sights: Sights) -> Seen:
    """See each look in the sights that its place in the table gives it, from the empty office to the full one."""
    found = Seen()
    with override_settings(**QUICK), templates_drawn(found.drawn), a_page(browser) as page:
        for happens, states in SCENES:
            with on(DAY):
                happens()
            for place, look in enumerate(looks):
                if look.state in states:
                    see(page, look, tuple(sights(place)), found)
    return found


def one_of_each(looks: list[Look]) -> Sights:
    """Return one sight for one look of each address, and none for the others: those are answered and not drawn."""
    last = {look.name: place for place, look in enumerate(looks)}
    return lambda place: alternating(place) if last[looks[place].name] == place else ()


def see(page: Page, look: Look, sights: tuple[Sight, ...], found: Seen, plant: str = "") -> None:
    """See one look in the office as it is, with what is planted on its page by a script, and tell what is wrong.

    Without a sight it is only answered.
    """
    if not sights:
        with answered(look, LANGUAGES[0]) as (_, answer):
            found.faults += _another(look, answer.status_code, look.title)
    for lang in dict.fromkeys(lang for lang, _ in sights):
        widths = [width for each, width in sights if each == lang]
        page.set_viewport_size({"width": widths[0], "height": HEIGHT})
        with seen(page, look, lang) as (status, said):
            told = f"{look.title}, {lang}"
            found.faults += _another(look, status, told)
            found.faults += [] if page.get_attribute("html", "lang") == lang else [f"{told}: in another language"]
            page.evaluate(OPENED)
            if look.then:
                look.then(page)
            if plant:
                page.evaluate(plant)
            for width in widths:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                found.faults += [f"{told}, {width}: {fault}" for fault in faults_of(page, look.part)]
                found.sights += 1
        found.faults += [f"{told}: the browser says {words}" for words in said]


def _another(look: Look, status: int, told: str) -> list[str]:
    return [] if status == look.status else [f"{told}: answered {status}, not {look.status}"]


@contextmanager
def templates_drawn(names: set[str]) -> Iterator[None]:
    """Gather the names of the templates that are drawn meanwhile."""

    def drawn(template: Template, **_: object) -> None:
        names.add(str(template.name))

    before, Template._render = Template._render, instrumented_test_render  # type: ignore[attr-defined]
    template_rendered.connect(drawn)
    try:
        yield
    finally:
        template_rendered.disconnect(drawn)
        Template._render = before  # type: ignore[attr-defined]


def never_drawn(names: set[str]) -> list[str]:
    """Return the templates of the application that are not among those that were drawn."""
    dirs: Any = settings.TEMPLATES[0]["DIRS"]
    folders = [Path(folder) for folder in dirs]
    every = {str(file.relative_to(folder)) for folder in folders for file in folder.rglob("*.html")}
    return sorted(every - names)
