"""The public site as it is seen from outside: whether it answers, through whatever stands in front of it."""

from __future__ import annotations

from http.client import HTTPException
from urllib.request import urlopen

PATIENCE = 10.0
"""Seconds after which a site that says nothing counts as silent."""
PAGE, WORD = "healthy/", b"ok\n"


def site_answers(address: str) -> bool:
    """Say whether the site at this address answers that it does, its database too.

    An error, another word, as of a page that says that all is being repaired, or none in time is no answer.
    """
    try:
        with urlopen(f"{address.rstrip('/')}/{PAGE}", timeout=PATIENCE) as answer:  # noqa: S310 - the operator's address
            return bool(answer.read(len(WORD) + 1) == WORD)
    except (OSError, HTTPException):
        return False
