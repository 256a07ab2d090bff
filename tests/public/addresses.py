"""Every address of the public site, made with the values that it needs, in each language and state."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import get_resolver, reverse

from caseclose.law.reading import shipped
from caseclose.public.access.table import access_table
from caseclose.public.pages.guide.fates import WAYS
from caseclose.public.pages.guide.readers import READERS
from tests.staff.addresses import walk

LANGUAGES = ("en", "es")
HELD: dict[str, list[str]] = {
    "letter": [reader.letter for reader in READERS],
    "way": [way.letter for way in WAYS],
    "number": [str(each.number) for each in shipped().federal.guide.values()],
}
"""What addresses hold beside language and state: the values of each that are tried."""


def names() -> list[str]:
    """The names of all addresses."""
    return [name for name, _ in walk(get_resolver())]


def held_by(name: str) -> tuple[str, ...]:
    """What an address of this name holds; nothing where there is none."""
    return dict(walk(get_resolver())).get(name, ())


def addresses(name: str) -> Iterator[str]:
    """Every address of this name: in each language and state, with each value that it can hold."""
    held = held_by(name)
    values = {"lang": list(LANGUAGES), "state": shipped().states, **HELD}
    found: list[dict[str, str]] = [{}]
    for key in held:
        found = [{**each, key: value} for each in found for value in values[key]]
    yield from (reverse(name, kwargs=each) for each in found)


def pages() -> Iterator[str]:
    """Every address that may be looked at, but for those that are no pages."""
    for name in names():
        if "GET" in access_table()[name].methods and name != "healthy":
            yield from addresses(name)


def in_turn(lang: str) -> Iterator[tuple[str, int]]:
    """Every page once in a language, in one state or another, with a number that goes up."""
    first, *others = shipped().states
    once = (
        each for each in pages() if each.startswith(f"/{lang}/") and not any(f"/{state}/" in each for state in others)
    )
    for turn, path in enumerate(once):
        state = shipped().states[turn % len(shipped().states)]
        yield path.replace(f"/{lang}/{first}/", f"/{lang}/{state}/"), turn
