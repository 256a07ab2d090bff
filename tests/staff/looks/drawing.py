"""Drawing an answer: a browser is given what the application answered, as it would come from a server."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Route

from tests.staff.browser import HEIGHT, WIDTHS

HERE = "http://localhost"
ASKS_FOR_A_PART = frozenset({"hx-request", "hx-target", "hx-trigger", "hx-current-url"})


@contextmanager
def a_page(browser: Browser, width: int = WIDTHS[-1]) -> Iterator[Page]:
    """A page on which answers are drawn, one after the other or only one."""
    page = browser.new_page(base_url=HERE, viewport={"width": width, "height": HEIGHT})
    yield page
    page.close()


@contextmanager
def drawn(page: Page, where: str, client: Client, answer: Any) -> Iterator[list[str]]:  # noqa: ANN401 - of the client
    """Draw an answer that came from an address. Yields what the browser says on its console, but for the status."""
    said = list[str]()

    def says(message: ConsoleMessage) -> None:
        said.extend([message.text] if message.type == "error" else [])

    def fails(error: Error) -> None:
        said.append(str(error))

    page.on("console", says)
    page.on("pageerror", fails)
    ours = copy_context()  # what a browser asks for is answered elsewhere in this thread, with other connections

    def get(where: str, asks: dict[str, str]) -> Any:  # noqa: ANN401 - of the client in tests
        return ours.run(lambda: client.get(where, headers=asks))

    page.route("**/*", lambda route: _answered(route, get, answer))
    page.goto(where)
    yield said
    said[:] = [words for words in said if f"status of {answer.status_code}" not in words]
    page.unroute_all()
    page.remove_listener("console", says)
    page.remove_listener("pageerror", fails)


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
