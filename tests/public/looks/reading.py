"""Looks at what is only read: the first pages, the guide, the offices, and the pages about the site."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.test import override_settings

from tests.public.addresses import HELD
from tests.public.looks.look import Look, NoPage


def _no_trial() -> AbstractContextManager[object]:
    return override_settings(DEMO=False)


READ = ("begin", "start", "home", "guide", "guide_can", "guide_reasons", "offices", "about", "about_data", "about_safe")
WITH_VALUES = {"guide_happens": "way", "guide_reader": "letter", "guide_question": "number"}
"""Addresses that hold a value, and which."""
LOOKS = [
    *(Look(name, "filled") for name in READ),
    *(Look(name, "filled", at={key: value}) for name, key in WITH_VALUES.items() for value in HELD[key]),
    Look("about", "filled", "of a site that is no trial", meanwhile=_no_trial),
    Look("home", "filled", "of a site that is no trial", meanwhile=_no_trial),
    Look("guide_find", "empty"),
    Look("guide_find", "filled", "questions were found", send={"wanted": "money dinero"}, has=("/guide/q/",)),
    Look("guide_find", "error", "none was found", send={"wanted": "xqzw"}),
    Look("guide_find", "error", "as long as it may be", send={"wanted": "wzx" * 100}),
]
NO_PAGES = [NoPage("healthy", "GET", "a word for what watches over the site")]
