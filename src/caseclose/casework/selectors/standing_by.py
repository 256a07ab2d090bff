"""Whether the records can be asked at all, as the public site needs them."""

from __future__ import annotations

from django.db import Error

from caseclose.casework.models import WebCount


def records_answer() -> bool:
    """Say whether the database answers and has the tables. It is asked for one row at most."""
    try:
        WebCount.objects.exists()
    except Error:
        return False
    return True
