"""Every request is held against the access table before its view runs. What it does not allow does not happen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from caseclose.law.reading import shipped
from caseclose.public.access.table import Row, access_table
from caseclose.public.place import NOWHERE, Place, PublicRequest
from caseclose.web.clock import today
from caseclose.web.errors import wrong_method
from caseclose.web.language import language

ABOVE_STATES = "UTC"
"""The zone of a page that belongs to no state. Nothing on it depends on the day."""


class AccessMiddleware:
    """Holds each request against the table, and finds out where the reader is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on: what is asked of it is asked once its URL is known."""
        return self.get_response(request)

    def process_view(
        self, request: PublicRequest, _view: object, _args: object, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let the view run, or answer in its place. Language and state are in `request.place`."""
        row = row_for(request)
        if row is None:
            raise Http404
        if request.method not in row.methods:
            return wrong_method(request, sorted(row.methods))
        kwargs.pop("lang", None)
        state = kwargs.pop("state", NOWHERE)
        request.place = Place(language(), state, row.name, tuple(kwargs.items()), _today(state))
        return None


def row_for(request: HttpRequest) -> Row | None:
    """Return the row of the page that was asked for; None where it has none, or nothing was found at the address."""
    return access_table().get(request.resolver_match.view_name) if request.resolver_match else None


def _today(state: str) -> date:
    text = shipped().layer(state).state if state else None
    return today(text.zone if text else ABOVE_STATES)
