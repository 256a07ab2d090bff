"""How the records of closed cases stand: which may be destroyed, which not and why, and what is left of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import connection
from django.db.models import Q

from caseclose.casework.models import Hold

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


def closed_long_ago(on: date, *, office: str = "") -> Iterator[str]:
    """Yield the cases of which enforcement closed a whole retention span before the day, as far as that is known.

    Among them are all whose records may be destroyed; of those that closed later none can be.
    """
    last = ""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_LONG_AGO, {"day": on, "office": office, "last": last, "chunk": CHUNK})
            some = [number for (number,) in cursor.fetchall()]
        yield from some
        if len(some) < CHUNK:
            return
        last = some[-1]


def records_due(on: date, *, office: str = "") -> Iterator[Standing]:
    """Yield the cases whose records may be destroyed on the day, if two people say so."""
    yield from (each for each in retention_of(closed_long_ago(on, office=office), on) if each.standing == DUE)


def past_longest(span: str, on: date) -> list[tuple[str, date]]:
    """Return the closed cases whose longest time, as their state's policy has it under `span`, is over by the day.

    With each comes the last day of that time, counted from the closing. Where the policy has no such span, none is.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PAST, {"span": span, "day": on})
        return list(cursor.fetchall())


_LONG_AGO = """
WITH offices AS MATERIALIZED (
    SELECT o.code, (%(day)s::date - casework_policy_span('retention_span', o.state, %(day)s))::date + 3 AS latest
    FROM casework_office o WHERE %(office)s IN ('', o.code)
)
SELECT c.number FROM casework_case c JOIN offices o ON o.code = c.office_id
WHERE c.kind = 'closed' AND c.number > %(last)s
    AND (c.enforcement_closed_on <= o.latest OR c.enforcement_closed_on IS NULL AND o.latest IS NOT NULL)
ORDER BY c.number LIMIT %(chunk)s
"""
"""The three days are for the ends of months, which calendars do not all have: retention.sql settles the day itself."""

_PAST = """
WITH offices AS MATERIALIZED (
    SELECT o.code, s.span, (%(day)s::date - s.span)::date + 3 AS latest
    FROM casework_office o CROSS JOIN LATERAL casework_policy_span(%(span)s, o.state, %(day)s) s(span)
    WHERE s.span IS NOT NULL
)
SELECT c.number, (ended.on_day + o.span)::date
FROM offices o
JOIN casework_case c ON c.office_id = o.code
CROSS JOIN LATERAL (
    SELECT greatest(c.enforcement_closed_on, max(k.closed_on)) FROM casework_closure k WHERE k.case_id = c.number
) ended(on_day)
WHERE c.kind = 'closed' AND (c.enforcement_closed_on <= o.latest OR c.enforcement_closed_on IS NULL)
    AND ended.on_day + o.span < %(day)s
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
