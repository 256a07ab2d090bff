"""Every address of the public site, made with the values that it needs, in each language and state."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import get_resolver, reverse

from caseclose.law.reading import shipped
from caseclose.public.access.table import access_table
from tests.staff.addresses import walk

LANGUAGES = ("en", "es")
HELD: dict[str, list[str]] = {}
"""What addresses hold beside language and state: the values of each that are tried."""


def names() -> list[str]:
    """The names of all addresses."""
    return [name for name, _ in walk(get_resolver())]


def addresses(name: str) -> Iterator[str]:
    """Every address of this name: in each language and state, with each value that it can hold."""
    held = dict(walk(get_resolver()))[name]
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
