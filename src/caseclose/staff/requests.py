"""A request as screens know it: who is signed in, and on which case and day, as the access table found them."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from caseclose.casework.models import Case
from caseclose.staff.models import Account


class StaffRequest(HttpRequest):
    """A request that passed the access table. `case` and `day` are there where the row needs a case.

    `htmx` says whether only a part of the page is asked for.
    """

    user: Account
    htmx: HtmxDetails
    case: Case
    day: date


def staff(request: HttpRequest) -> StaffRequest:
    """Return the request as one of somebody who is signed in. The access table has seen to it."""
    return cast("StaffRequest", request)
