"""The public site as the worker's watch asks it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from caseclose.cli.console import stop


def site_to_watch() -> Callable[[], bool] | None:
    """Return what says whether the public site answers; None where none is named. Stop where that is no address."""
    from django.conf import settings

    from caseclose.outside.public_site import site_answers

    address: str = settings.PUBLIC_URL
    if address and not address.startswith(("https://", "http://")):
        stop("CASECLOSE_PUBLIC_URL is no address of a site", todo="Write it as https://close.agency.example")
    return partial(site_answers, address) if address else None
