"""The demonstration: one account for each role, signed in by one button. Elsewhere the access table hides it."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from caseclose.staff.models import Account
from caseclose.staff.screens.signing_in.demo import demo_accounts

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def demo(request: HttpRequest) -> HttpResponse:
    """List the demonstration's accounts, or sign in as one of them."""
    accounts = demo_accounts()
    if request.method != "POST":
        return render(request, "signing_in/demo.html", {"accounts": accounts})
    chosen: Account | None = accounts.filter(sign_in=request.POST.get("sign_in", "")).first()
    if chosen is None:
        raise Http404
    login(request, chosen, backend=BACKEND)
    return redirect("home")
