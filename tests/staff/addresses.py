"""Every address of the site, found by walking the resolver, and made with the values that it needs."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern, RoutePattern

OF_NO_CASE = {
    "pk": 1,
    "sheet": 1,
    "provider_id": "agency",
    "batch": 1,
    "rule": "us.b1",
    "remedy": "passport",
    "notice": "intent_to_close",
    "conflict": 1,
}
"""What other addresses name."""


def names() -> list[str]:
    """The names of all addresses."""
    return [name for name, _ in walk(get_resolver())]


def address(name: str, number: str = "1") -> str:
    """The address of this name, on the case of this number where it names one."""
    wanted = dict(walk(get_resolver()))[name]
    return reverse(name, kwargs={each: number if each == "number" else OF_NO_CASE[each] for each in wanted})


def names_case(name: str) -> bool:
    """Whether the address names a case."""
    return "number" in dict(walk(get_resolver()))[name]


def walk(resolver: URLResolver, before: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each address, and what it holds."""
    for pattern in resolver.url_patterns:
        found = (*before, *_values(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, found)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or f"(no name: {pattern.pattern})", found


def _values(pattern: object) -> tuple[str, ...]:
    if isinstance(pattern, RoutePattern):
        return tuple(pattern.converters)
    return tuple(pattern.regex.groupindex) if isinstance(pattern, RegexPattern) else ()
