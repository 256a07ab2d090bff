"""Pages that are the same for everybody are drawn once a day by each process, and then handed out as they are.

What such a page shows follows from where the reader is, and from the day: both are in their place. What is anybody's
own is never kept here and never compressed, so that no length tells what stands on a page.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from caseclose.public.access.middleware import row_for
from caseclose.public.place import Place, PublicRequest, public

MOST = 1000
"""So many pages are kept at most; then all are drawn anew. A day has some two hundred."""
_TAKES_GZIP = re.compile(r"\bgzip\b")
_OK = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A page: as it is, compressed, its kind, and the mark by which a browser asks whether it has changed."""

    whole: bytes
    packed: bytes
    kind: str
    mark: str

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page, or that it has not changed since the browser got it."""
        packs = bool(_TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")))
        response = HttpResponse(self.packed if packs else self.whole, content_type=self.kind)
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["ETag"] = self.mark
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=self.mark, response=response) or response


def kept_from(response: HttpResponse) -> Kept:
    """Return a page that was drawn as it is kept."""
    whole = response.content
    mark = f'W/"{sha256(whole).hexdigest()[:32]}"'
    return Kept(whole, gzip.compress(whole, mtime=0), response.headers["Content-Type"], mark)


class KeptPages:
    """Hands out what was drawn before. It stands behind the access table, which says what may be kept, and where."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages: dict[Place, Kept] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Keep a page that was drawn just now, if it may be kept."""
        response = self.get_response(request)
        if not _may_be_kept(request) or response.status_code != _OK or not isinstance(response, HttpResponse):
            return response
        place = public(request).place
        if place in self.pages:
            return response
        if len(self.pages) >= MOST:
            self.pages.clear()
        self.pages[place] = kept_from(response)
        return self.pages[place].answer(request)

    def process_view(
        self, request: PublicRequest, _view: object, _args: object, _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Answer with the page as it was drawn before; None where it has to be drawn."""
        page = self.pages.get(request.place) if _may_be_kept(request) else None
        return page.answer(request) if page else None


def _may_be_kept(request: HttpRequest) -> bool:
    row = row_for(request)
    return row is not None and row.in_history
