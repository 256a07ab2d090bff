"""The draft of whoever asks: under a secret in a cookie that no script reads and that ends with the browser."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from caseclose.casework.services.web.drafts import draft_of, drawn_secret, drop_draft, keep_draft
from caseclose.web.clock import now

COOKIE = "d"


def secret_of(request: HttpRequest) -> str:
    """Return the secret that the browser holds; empty where it holds none."""
    return request.COOKIES.get(COOKIE, "")[:64]


def draft(request: HttpRequest) -> dict[str, Any]:
    """Return what was said so far."""
    return draft_of(secret_of(request), now())


def kept(request: HttpRequest, response: HttpResponse, said: dict[str, Any]) -> HttpResponse:
    """Keep more of what was said, and let the browser hold the secret."""
    before = draft(request)
    secret = secret_of(request) if before else drawn_secret()
    keep_draft(secret, before | said, now())
    return holds(response, secret)


def holds(response: HttpResponse, secret: str) -> HttpResponse:
    """Let the browser hold a secret until it is shut."""
    response.set_cookie(COOKIE, secret, httponly=True, samesite="Strict", secure=settings.CSRF_COOKIE_SECURE)
    return response


def forgotten(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Forget the draft, here and in the browser."""
    drop_draft(secret_of(request))
    response.delete_cookie(COOKIE, samesite="Strict")
    return response
