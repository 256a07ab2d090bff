"""What every answer of the public site carries, and the language that it is in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from caseclose.public.access.middleware import row_for

GetResponse = Callable[[HttpRequest], HttpResponseBase]
FOR_ALL, FOR_NONE = "public, max-age=600", "no-store, private"
"""What may be kept of a page: of one that is the same for everybody, and of any other."""


def discreet(get_response: GetResponse) -> GetResponse:
    """Let nothing be kept but pages that are the same for everybody, and tell no other site where readers came from.

    A page to which something can be sent must tell its own site where it came from: what is sent is refused otherwise.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        row = row_for(request)
        same_for_all = row is not None and row.in_history and response.status_code in KEPT
        response.headers.setdefault("Cache-Control", FOR_ALL if same_for_all else FOR_NONE)
        if row is not None and "POST" in row.methods:
            response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        if settings.DEMO or not same_for_all:
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response

    return middleware


KEPT = (200, 304)
"""Which answers may be kept at all."""


def spoken(get_response: GetResponse) -> GetResponse:
    """Answer in the language that the address begins with; else in the one that the browser asks for first."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        first = request.path_info.split("/", 2)[1]
        named = first in {code for code, _ in settings.LANGUAGES}
        with translation.override(first if named else translation.get_language_from_request(request)):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            if not named:
                response.headers.setdefault("Vary", "Accept-Language")
            return response

    return middleware
