"""What the site answers where somebody looks. What a look changes is undone after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import transaction
from django.test import Client

from tests.public.looks.look import Look, Spot
from tests.staff.cases.desk import on


def asked(client: Client, look: Look, spot: Spot) -> Any:  # noqa: ANN401 - of the client in tests
    """Ask for the page as the look says, and return the answer."""
    if look.send is None:
        return client.get(look.address(spot))
    sent = {name: value() if callable(value) else value for name, value in look.send.items()}
    return client.post(look.address(spot), sent)


@contextmanager
def answered(look: Look, spot: Spot, asks: Callable[[Client, Look, Spot], Any] = asked) -> Iterator[tuple[Client, Any]]:
    """Ask for the page. Yields the browser that asked, and what came of asking: the answer."""
    with on(look.day), transaction.atomic():
        if look.before:
            look.before()
        client = a_browser(spot)
        if look.first:
            look.first(client, spot)
        with ExitStack() as stack:
            if look.meanwhile:
                stack.enter_context(look.meanwhile())
            answer = asks(client, look, spot)
        yield client, answer
        transaction.set_rollback(True)


def a_browser(spot: Spot) -> Client:
    """Return a browser of somebody who reads this language."""
    return Client(headers={"host": "localhost", "accept-language": spot.lang}, raise_request_exception=False)


def taken_for_another(look: Look, answer: Any) -> list[str]:  # noqa: ANN401 - of the client in tests
    """Return what shows that the answer is not the page that was to be looked at."""
    wrong = [] if answer.status_code == look.status else [f"answered {answer.status_code}, not {look.status}"]
    page = answer.content.decode()
    wrong += [] if "<html" in page else ["it is no page"]
    return wrong + [f"{mark} is not in it" for mark in look.has if mark not in page]
