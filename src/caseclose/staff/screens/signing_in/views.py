"""The sign-in page with the agency's own way, the demonstration, and what an account is told that has no password.

Everything else about signing in is allauth's, drawn with the templates of ours.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import LoginView
from allauth.socialaccount.providers.openid_connect import views as agency
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from requests import RequestException

from caseclose.staff.models import Account
from caseclose.staff.screens.signing_in.demo import demo_accounts

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
log = logging.getLogger("caseclose.staff")
FromAgency = Callable[[HttpRequest, str], HttpResponse]


def _may_be_silent(view: FromAgency) -> FromAgency:
    """Let a view that asks the agency's identity provider tell people so where that does not answer."""

    @wraps(view)
    def asked(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except RequestException as error:
            log.warning("the identity provider does not answer: %s", type(error).__name__)
            return redirect("socialaccount_login_error")

    return asked


agency_login = _may_be_silent(agency.login)
agency_callback = _may_be_silent(agency.callback)


def agency_sign_in() -> list[dict[str, Any]]:
    """Return the agency's own ways of signing in, where one is set."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    apps: list[dict[str, Any]] = providers["openid_connect"]["APPS"]
    return apps


sign_in = LoginView.as_view(extra_context={"agency_sign_in": agency_sign_in})
"""allauth's page, which also offers the agency's own way."""


def no_password(request: HttpRequest) -> HttpResponse:
    """Tell an account that signs in elsewhere that it has no password here, where it would change one."""
    return render(request, "signing_in/no_password.html")


def demo(request: HttpRequest) -> HttpResponse:
    """List the demonstration's accounts, or sign in as one of them. Elsewhere the access table hides this."""
    accounts = demo_accounts()
    if request.method != "POST":
        return render(request, "signing_in/demo.html", {"accounts": accounts})
    chosen: Account | None = accounts.filter(sign_in=request.POST.get("sign_in", "")).first()
    if chosen is None:
        raise Http404
    login(request, chosen, backend=BACKEND)
    return redirect("home")
