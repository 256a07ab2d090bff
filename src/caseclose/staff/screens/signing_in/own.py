"""My account: who I am here, my language, how I sign in, and where else I am signed in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from caseclose.staff.models import Account
from caseclose.staff.people.own import end_other_sessions
from caseclose.staff.people.sessions import sessions_of
from caseclose.staff.people.telling import OWNER, By
from caseclose.staff.requests import staff
from caseclose.web.clock import now, today

UTC = "UTC"


def my_account(request: HttpRequest) -> HttpResponse:
    """Show the account of whoever asks."""
    asking = staff(request)
    elsewhere = sum(1 for _ in sessions_of(asking.user, but=str(asking.session.session_key)))
    factors = set(Authenticator.objects.filter(user=asking.user).values_list("type", flat=True))
    return render(request, "signing_in/my_account.html", {"elsewhere": elsewhere, "factors": factors})


def end_sessions(request: HttpRequest) -> HttpResponse:
    """End the sessions at other computers. Sent again, it ends none."""
    asking = staff(request)
    n = end_other_sessions(asking.user, owner(asking.user), but=str(asking.session.session_key))
    words = ngettext("%(n)s other session is ended.", "%(n)s other sessions are ended.", n) % {"n": n}
    messages.success(request, words)
    return redirect("my_account")


def owner(account: Account) -> By:
    """Return who acts where somebody looks after their own account."""
    return By(account.name, today(account.office.zone if account.office else UTC), now(), OWNER)
