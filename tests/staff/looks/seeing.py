"""Seeing a page: the application answers here, and a browser draws the answer as it would from a server.

What a look changes is undone after it, so that each begins in the same office.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.core.cache import cache as kept
from django.db import transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.staff.browser import WIDTHS
from tests.staff.cases.desk import on
from tests.staff.looks.drawing import a_page, drawn
from tests.staff.looks.look import Look, NoPage
from tests.staff.looks.people import browser_of

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
        with a_page(browser, width) as page, drawn(page, address_of(look), client, answer) as said:
            yield page, answer.status_code, said
        transaction.set_rollback(True)
