"""How the records of closed cases stand: which may be destroyed, which not and why, and what is left of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import connection
from django.db.models import Q

from caseclose.casework.models import Case, Hold

CHUNK = 2_000
DUE = "due"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the records of one case stand on a day. `standing` is explained in casework/destruction/retention.sql."""

    case: str
    standing: str
    ended_on: date | None
    reported_on: date | None
    keep_until: date | None
    holds: int
    unsettled: tuple[str, ...]


def retention_of(numbers: Iterable[str], on: date) -> Iterator[Standing]:
    """Yield how the records of each of these cases stand on the day, by their numbers. Unknown numbers are left out."""
    waiting = iter(sorted(set(numbers)))
    while some := list(islice(waiting, CHUNK)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM casework_retention(%s, %s) r ORDER BY r.case_number", [on, some])
            rows = cursor.fetchall()
        for case, standing, ended_on, reported_on, keep_until, holds, unsettled in rows:
            yield Standing(case, standing, ended_on, reported_on, keep_until, holds, tuple(unsettled))


def holds_near(number: str, on: date) -> list[Hold]:
    """Return the holds that keep the records of a case on the day: on it, and on the cases that are linked with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT l.other FROM casework_linked(ARRAY[%s]) l", [number])
        linked = [other for (other,) in cursor.fetchall()]
    not_over = (Q(lifted_on=None) | Q(lifted_on__gt=on)) & (Q(ends_on=None) | Q(ends_on__gt=on))
    return list(Hold.objects.filter(not_over, case__in=[number, *linked]).order_by("id"))


def closed_cases(*, office: str = "") -> Iterator[str]:
    """Yield the numbers of the cases that are closed, with nothing that goes on in them."""
    found = Case.objects.filter(kind=Case.Kind.CLOSED)
    if office:
        found = found.filter(office=office)
    yield from found.order_by("number").values_list("number", flat=True).iterator(chunk_size=CHUNK)


def records_due(on: date, *, office: str = "") -> Iterator[Standing]:
    """Yield the cases whose records may be destroyed on the day, if two people say so."""
    yield from (each for each in retention_of(closed_cases(office=office), on) if each.standing == DUE)


def past_longest(span: str, on: date) -> list[tuple[str, date]]:
    """Return the closed cases whose longest time, as their state's policy has it under `span`, is over by the day.

    With each comes the last day of that time, counted from the closing. Where the policy has no such span, none is.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PAST, [span, on, on])
        return list(cursor.fetchall())


_PAST = """
SELECT c.number, (ended.on_day + s.span)::date
FROM casework_office o
CROSS JOIN LATERAL casework_policy_span(%s, o.state, %s) s(span)
JOIN casework_case c ON c.office_id = o.code
CROSS JOIN LATERAL (
    SELECT greatest(c.enforcement_closed_on, max(k.closed_on)) FROM casework_closure k WHERE k.case_id = c.number
) ended(on_day)
WHERE s.span IS NOT NULL AND c.kind = 'closed' AND ended.on_day + s.span < %s
ORDER BY c.number
"""


def rows_left(number: str) -> dict[str, int]:
    """Return how many rows of each table still belong to the case, the journal and the receipt apart."""
    left: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT r.place::text, r.which FROM casework_rows_of_case() r")
        for place, which in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {place} WHERE {which.replace('$1', '%s')}", [number])  # noqa: S608
            count = cursor.fetchone()[0]
            if count:
                left[place] = left.get(place, 0) + count
    return left
