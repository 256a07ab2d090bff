"""Every request is held against the access table before its view runs. What the table does not allow does not happen.

Whoever is not signed in is asked to sign in. A role that may not is refused. A case that the account must not see is
answered as one that does not exist, and so is a URL without a row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from caseclose.staff.access.need import case_seen_by
from caseclose.staff.access.table import Row, access_table
from caseclose.staff.requests import StaffRequest, staff
from caseclose.web.areas import SAFE
from caseclose.web.clock import today
from caseclose.web.errors import wrong_method


class AccessMiddleware:
    """Holds each request against the table."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on: what is asked of it is asked once its URL is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let the view run, or answer in its place."""
        row = access_table().get(request.resolver_match.view_name if request.resolver_match else "")
        if row is None or (row.demo and not settings.DEMO):
            raise Http404
        method = str(request.method)
        if not row.roles(method):
            return wrong_method(request, [*sorted(SAFE if row.get else ()), *(["POST"] if row.post else ())])
        if row.public:
            return None
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        return _for_account(staff(request), row, method, kwargs)


def _for_account(request: StaffRequest, row: Row, method: str, kwargs: dict[str, Any]) -> HttpResponseBase | None:
    if not request.user.has(*row.roles(method)):
        raise PermissionDenied
    if not row.before_own_password and lacks_own_password(request):
        return redirect("account_change_password")
    if settings.SECOND_FACTOR and not row.before_second_factor and not has_second_factor(request):
        return redirect("mfa_index")
    if row.need == "case":
        case = case_seen_by(request.user, kwargs["number"])
        if case is None:
            raise Http404
        request.case, request.day = case, today(case.office.zone)
    return None


def lacks_own_password(request: StaffRequest) -> bool:
    """Say whether the account must choose a password first. Whoever came by the agency's own sign-in needs none."""
    if not request.user.must_choose_password:
        return False
    ways = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return not any(way.get("method") == "socialaccount" for way in ways)


def is_ready(request: StaffRequest) -> bool:
    """Say whether nothing is left to do before the account sees its pages."""
    return not lacks_own_password(request) and (not settings.SECOND_FACTOR or has_second_factor(request))


def has_second_factor(request: StaffRequest) -> bool:
    """Say whether the account has a second factor, remembered for the session once it has."""
    if not request.session.get("second_factor"):
        from allauth.mfa.utils import is_mfa_enabled  # needs its models

        request.session["second_factor"] = is_mfa_enabled(request.user)
    return bool(request.session["second_factor"])


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page, and back afterwards; what was being sent is lost, and a part of a page goes whole."""
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = resolve_url(settings.LOGIN_URL)
        return response
    if request.method in SAFE:
        return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
    return redirect(settings.LOGIN_URL)
