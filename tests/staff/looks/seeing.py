"""Seeing a page: the application answers here, and a browser draws the answer as it would from a server.

What a look changes is undone after it, so that each begins in the same office.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import copy_context
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache as kept
from django.db import transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route

from tests.staff.browser import HEIGHT, WIDTHS
from tests.staff.cases.desk import on
from tests.staff.looks.look import Look, NoPage
from tests.staff.looks.people import browser_of

HERE = "http://localhost"
ASKS_FOR_A_PART = frozenset({"hx-request", "hx-target", "hx-trigger", "hx-current-url"})
OPENED = "document.querySelectorAll('main details').forEach((each) => { each.open = true })"


def address_of(look: Look | NoPage) -> str:
    """Return the address of a look, with what it asks for."""
    if isinstance(look, Look) and look.path:
        return look.path
    at = {name: value() if callable(value) else value for name, value in look.at.items()}
    query = f"?{look.ask}" if isinstance(look, Look) and look.ask else ""
    return reverse(look.name, kwargs=at) + query


def answer_to(look: Look, lang: str) -> tuple[Client, Any]:
    """Return what the application answers, and the browser that asked."""
    if look.before:
        look.before()
    client = browser_of(look.who, lang)
    if look.first:
        look.first(client)
    with ExitStack() as stack:
        if look.meanwhile:
            stack.enter_context(look.meanwhile())
        if look.send is None:
            return client, client.get(address_of(look))
        sent = {name: value() if callable(value) else value for name, value in look.send.items()}
        return client, client.post(address_of(look), sent)


@contextmanager
def seen(browser: Browser, look: Look, lang: str, width: int = WIDTHS[-1]) -> Iterator[tuple[Page, int, list[str]]]:
    """Draw a look. Yields the page, its status, and what the browser says on its console but for that status."""
    with on(look.day), transaction.atomic():
        kept.clear()
        client, answer = answer_to(look, lang)
        page = browser.new_page(base_url=HERE, viewport={"width": width, "height": HEIGHT})
        said = list[str]()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        ours = copy_context()  # what a browser asks for is answered elsewhere in this thread, with other connections

        def get(where: str, asks: dict[str, str]) -> Any:  # noqa: ANN401 - of the client in tests
            return ours.run(lambda: client.get(where, headers=asks))

        page.route("**/*", lambda route: _answered(route, get, answer))
        page.goto(address_of(look))
        yield page, answer.status_code, said
        said[:] = [words for words in said if f"status of {answer.status_code}" not in words]
        page.close()
        transaction.set_rollback(True)


def _answered(route: Route, get: Callable[..., Any], answer: Any) -> None:  # noqa: ANN401 - of the client in tests
    """Answer the browser: the page itself, a file that belongs to it, or a part that it asks for."""
    asked = route.request
    path = urlsplit(asked.url).path
    if asked.is_navigation_request():
        _given(route, answer)
    elif path.startswith(settings.STATIC_URL):
        route.fulfill(
            body=static_file(path.removeprefix(settings.STATIC_URL)), content_type=mimetypes.guess_type(path)[0]
        )
    elif asked.method == "GET":
        asks = {name: value for name, value in asked.headers.items() if name in ASKS_FOR_A_PART}
        _given(route, get(asked.url.removeprefix(HERE), asks))
    else:
        route.fulfill(status=204)


def _given(route: Route, answer: Any) -> None:  # noqa: ANN401 - of the client in tests
    route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)


@cache
def static_file(name: str) -> bytes:
    """Return a file that belongs to pages."""
    return Path(str(finders.find(name))).read_bytes()
