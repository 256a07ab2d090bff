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
from playwright.sync_api import Page

from tests.staff.cases.desk import on
from tests.staff.looks.drawing import drawn
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
def answered(look: Look, lang: str) -> Iterator[tuple[Client, Any]]:
    """Ask for a look. Yields the browser that asked and what the application answers; then all is as it was."""
    with on(look.day), transaction.atomic():
        kept.clear()
        yield answer_to(look, lang)
        transaction.set_rollback(True)


@contextmanager
def seen(page: Page, look: Look, lang: str) -> Iterator[tuple[int, list[str]]]:
    """Draw a look on the page. Yields its status, and what the browser says on its console but for that status."""
    with answered(look, lang) as (client, answer):
        page.context.clear_cookies()
        with drawn(page, address_of(look), client, answer) as said:
            yield answer.status_code, said
