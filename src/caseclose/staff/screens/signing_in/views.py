"""Signing in without a password: the demonstration, and what an account is told that has none.

Everything else about signing in is allauth's, drawn with the templates of ours.
"""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from caseclose.staff.models import Account
from caseclose.staff.screens.signing_in.demo import demo_accounts

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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
