"""Every form of the application, found by walking from page to page as each visitor; and what addresses ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve, reverse

from caseclose.staff.access.table import access_table
from tests.staff.addresses import address, names
from tests.staff.fuzzing.reading import Form, Page, page_read
from tests.staff.fuzzing.scene import Scene, Visitor

PAGES_OF_A_KIND, OF_OTHERS = {"desk": 9}, 3
"""How many pages of one address are read: cases stand at different steps, and so offer different forms."""
FORMS_OF_A_KIND = 3


@dataclass
class Found:
    """A form that somebody is shown: whose it is, where it leads, and from which page."""

    visitor: str
    name: str
    target: str
    form: Form


@dataclass
class Site:
    """What was found: forms by the name of the address that they lead to, and of each address its paths and queries."""

    forms: dict[str, list[Found]] = field(default_factory=lambda: defaultdict(list))
    paths: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    queries: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def name_of(path: str) -> str:
    """The name of the address that a path leads to; empty where it leads nowhere here."""
    try:
        return str(resolve(urlsplit(path).path).view_name)
    except Resolver404:
        return ""


def the_site(scene: Scene) -> Site:
    """Walk everywhere, as everybody."""
    site = Site()
    for visitor in scene.visitors.values():
        _walk(site, visitor, list(_starts(scene)))
    return site


def _starts(scene: Scene) -> Iterator[str]:
    """The page of every case of ours, and every address once. All else is found by links."""
    for number in scene.ours:
        yield reverse("case", kwargs={"number": number})
    for name in names():
        yield address(name, scene.ours[0])


def _most(visitor: Visitor) -> int:
    return PAGES_OF_A_KIND.get(visitor.name, OF_OTHERS)


def _walk(site: Site, visitor: Visitor, waiting: list[str]) -> None:
    read: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        row = access_table().get(name)
        if row is None or not row.get or path in read or len(site.paths[visitor.name, name]) >= _most(visitor):
            continue
        read.add(path)
        answer = visitor.client.get(path)
        if answer.status_code == 200:
            site.paths[visitor.name, name].add(path)
            page = page_in(answer)
            waiting += _remembered(site, visitor, path, page) if page else []


def page_in(answer: Any) -> Page | None:
    """The page of an answer; None where it is none."""
    html = "html" in answer.headers.get("Content-Type", "") and not answer.streaming
    return page_read(answer.content.decode()) if html else None


def _remembered(site: Site, visitor: Visitor, path: str, page: Page) -> list[str]:
    """Keep the forms of a page and the queries of its links. Returns where it leads."""
    for form in page.forms:
        target = urljoin(path, form.action) if form.action else path
        found = Found(visitor.name, name_of(target), target, form)
        if form.method == "GET":
            site.queries[found.name] |= {*form.fields}
        elif is_new(found, site.forms[found.name]):
            site.forms[found.name].append(found)
    links = [urldefrag(urljoin(path, link)).url for link in page.links if not link.startswith("data:")]
    for link in links:
        site.queries[name_of(link)] |= {key for key, _ in parse_qsl(urlsplit(link).query)}
    return [link for link in links if link.startswith("/")]


def is_new(found: Found, known: list[Found]) -> bool:
    """Whether such a form is not known yet: one with other fields, or of another visitor, and there is room for it."""
    alike = [each for each in known if {*each.form.fields} == {*found.form.fields}]
    return len(known) < 3 * FORMS_OF_A_KIND and len(alike) < FORMS_OF_A_KIND
