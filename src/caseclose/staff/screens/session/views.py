"""The session: where it begins, going on before it ends, and the language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from caseclose.staff.context import menu_of
from caseclose.staff.models import Account
from caseclose.staff.people.own import choose_language
from caseclose.staff.requests import staff

YEAR = 365 * 24 * 3600


def home(request: HttpRequest) -> HttpResponse:
    """Go to the first page of the menu that the account may open."""
    return redirect(menu_of(staff(request).user)[0][0])  # the law is open to every role


def extend(_request: HttpRequest) -> HttpResponse:
    """Go on: the idle time begins anew, as with every request."""
    return HttpResponse(status=204)


def healthy(_request: HttpRequest) -> HttpResponse:
    """Say that the application answers, to whatever watches over it. Nothing is told of it."""
    return HttpResponse("ok\n", content_type="text/plain")


def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language, for this browser and for the account, and go back to the page."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)  # and not redirect(): what is sent may be the name of no page
    lang = request.POST.get("language", "")
    if lang in dict(settings.LANGUAGES):
        if isinstance(request.user, Account):
            choose_language(request.user, lang)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            lang,
            max_age=YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response
