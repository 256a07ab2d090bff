"""What every page shows around its own content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from caseclose.law.safeguards import safeguards
from caseclose.staff.access.middleware import is_ready
from caseclose.staff.access.table import access_table, may_open
from caseclose.staff.models import Account
from caseclose.staff.requests import staff
from caseclose.web.language import language


def every_page(request: HttpRequest) -> dict[str, Any]:
    """Return the menu of the account's roles, the language, and after how long an idle session ends."""
    user = getattr(request, "user", None)
    account = user if isinstance(user, Account) else None
    ready = account is not None and is_ready(staff(request))
    rules = safeguards()
    return {
        "account": account,
        "ready": ready,
        "menu": menu_of(account) if account and ready else [],
        "may_find": account is not None and ready and may_open("search", account.roles, "POST"),
        "here": request.resolver_match.view_name if request.resolver_match else "",
        "languages": settings.LANGUAGES,
        "demo": settings.DEMO,
        "idle_seconds": rules.idle_seconds,
        "warning_seconds": rules.warning_seconds,
    }


def menu_of(account: Account) -> list[tuple[str, str]]:
    """Return the pages of the menu that the account may open, by URL name, and what they are called."""
    rows = [row for row in access_table().values() if row.nav and account.has(*row.get)]
    lang = language()
    return [(row.name, getattr(row.nav, lang)) for row in sorted(rows, key=lambda row: row.nav.place if row.nav else 0)]
