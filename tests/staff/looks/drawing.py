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
from playwright.sync_api import Browser, Page, Route

from tests.staff.browser import HEIGHT

HERE = "http://localhost"
ASKS_FOR_A_PART = frozenset({"hx-request", "hx-target", "hx-trigger", "hx-current-url"})


@contextmanager
def drawn(
    browser: Browser, where: str, client: Client, answer: Any, width: int  # noqa: ANN401 - of the client in tests
) -> Iterator[tuple[Page, list[str]]]:  # fmt: skip
    """Draw an answer that came from an address. Yields the page, and what the browser says but for its status."""
    page = browser.new_page(base_url=HERE, viewport={"width": width, "height": HEIGHT})
    said = list[str]()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    ours = copy_context()  # what a browser asks for is answered elsewhere in this thread, with other connections

    def get(where: str, asks: dict[str, str]) -> Any:  # noqa: ANN401 - of the client in tests
        return ours.run(lambda: client.get(where, headers=asks))

    page.route("**/*", lambda route: _answered(route, get, answer))
    page.goto(where)
    yield page, said
    said[:] = [words for words in said if f"status of {answer.status_code}" not in words]
    page.close()


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
