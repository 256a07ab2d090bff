"""Counting what is done on the web, by whom and about what, so that nobody can guess a code or fill up the records.

Whose a count is, is a fingerprint with the day in it: no address is kept, and none can be followed over days.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import connection

from caseclose.casework.models import WebCount
from caseclose.casework.services.fingerprints import fingerprint

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALL = "all"
_HOME = 64
"""Bits of an address of the newer kind that belong to one household or firm."""

_COUNT = """
    INSERT INTO casework_webcount (what, whose, since, count) VALUES (%s, %s, %s, 1)
    ON CONFLICT (what, whose, since) DO UPDATE SET count = casework_webcount.count + 1
    RETURNING count
"""


def caller_at(address: str, at: datetime) -> str:
    """Return the mark of a caller on the day of `at`, from the address that they call from."""
    try:
        known = ip_address(address)
    except ValueError:
        return fingerprint("caller", at.astimezone(UTC).date().isoformat())
    where = str(ip_network((known, _HOME), strict=False)) if known.version != 4 else str(known)  # noqa: PLR2004
    return fingerprint("caller", f"{at.astimezone(UTC).date().isoformat()} {where}")


def count(what: str, whose: str, span: timedelta, at: datetime) -> int:
    """Count once more, and return how often it was by now in this span: an hour or a day of the clock."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [what, whose, _since(span, at)])
        return int(cursor.fetchone()[0])


def counted(what: str, whose: str, span: timedelta, at: datetime) -> int:
    """Return how often it was counted in this span, without counting."""
    found = WebCount.objects.filter(what=what, whose=whose, since=_since(span, at)).values_list("count", flat=True)
    return found.first() or 0


def _since(span: timedelta, at: datetime) -> datetime:
    start = datetime.min.replace(tzinfo=UTC)
    return start + (at.astimezone(UTC) - start) // span * span


def forget_counts(at: datetime) -> int:
    """Forget what was counted in spans that are over; return how many counts went."""
    return WebCount.objects.filter(since__lt=at - 2 * DAY).delete()[0]
