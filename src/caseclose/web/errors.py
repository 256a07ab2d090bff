"""Pages of errors: what to do, in the reader's language, and a number by which the log knows it. Nothing else."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger("caseclose.web")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer what cannot be understood."""
    return _page(request, HTTPStatus.BAD_REQUEST)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer a role that may not."""
    return _page(request, HTTPStatus.FORBIDDEN)


def wrong_method(request: HttpRequest, allowed: Iterable[str]) -> HttpResponse:
    """Answer a page that was opened where it can only be sent to, or the other way round."""
    response = _page(request, HTTPStatus.METHOD_NOT_ALLOWED)
    response.headers["Allow"] = ", ".join(allowed)
    return response


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer a form whose token is not this session's: it was open too long, or comes from somewhere else."""
    return _page(request, HTTPStatus.FORBIDDEN, "errors/stale_form.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer what is not there, or must look as if it were not."""
    return _page(request, HTTPStatus.NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when something went wrong here."""
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR, alone=True)


def _page(request: HttpRequest, status: HTTPStatus, template: str = "", *, alone: bool = False) -> HttpResponse:
    """Draw the page; `alone` without the menu and the account, which may be what went wrong."""
    reference = secrets.token_hex(4).upper()
    name = request.resolver_match.view_name if request.resolver_match else "-"
    log.warning("answered %s, reference %s, page %s", status.value, reference, name)
    page = render_to_string(
        template or f"errors/{status.value}.html", {"reference": reference}, None if alone else request
    )
    return HttpResponse(page, status=status)
