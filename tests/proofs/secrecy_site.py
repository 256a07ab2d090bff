"""Settings of a public site with defects, by which whether there is a case shows. Each request says which it wants.

They are of the kind that slips in: work that is left out where nothing is found, a header of a cache, words of another
page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from caseclose.site.settings.public import *  # noqa: F403 - Django reads the names of this module
from caseclose.site.settings.public import MIDDLEWARE as _WHOLE

EARLY, HEADER, LONGER = "early", "header", "longer"
WANTED = "Planted"
"""The header that names the defect."""
MIDDLEWARE = ["tests.proofs.secrecy_site.defect", *_WHOLE]


def defect(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Do wrong by what is asked for."""
    _return_early()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        planted = request.headers.get(WANTED)
        if request.method == "POST" and not _is_there(request.POST.get("number", "")):
            if planted == HEADER:
                response.headers["X-Cache"] = "MISS"
            if planted == LONGER:
                response.content += b" "
                response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware


def _is_there(number: str) -> bool:
    from caseclose.casework.models import Case

    return not number or Case.objects.filter(number=number).exists()


def _return_early() -> None:
    """Do nothing with a request about a case that is not there, and give a receipt all the same."""
    from caseclose.casework.services.web.filing import Receipt
    from caseclose.public.pages.asking import sending
    from caseclose.web.clock import now

    whole: Callable[..., Receipt] = vars(sending)["send"]

    def send(request: HttpRequest, kind: str, said: dict[str, Any], *rest: Any, **more: Any) -> Receipt:
        if request.headers.get(WANTED) == EARLY and not _is_there(said["number"]):
            return Receipt("BBBB-BBBB-BBBB", now())
        return whole(request, kind, said, *rest, **more)

    vars(sending)["send"] = send
