"""How much waits in each queue, in two questions to the database however many queues there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from caseclose.casework.models import Closure
from caseclose.casework.selectors.work_queue import IN_PROGRESS, TIMED, Whose, of_whom

MOST = 999
"""How many of what is no closing are counted at most: a queue that long is long, whatever its length."""


def closings_counted(whose: Whose, on: date, soon: date) -> dict[str, int]:
    """Return how many open closings there are in each step, in all, due after `on` and by `soon`, and due by `on`."""
    timed = Q(step__in=TIMED)
    found = (
        Closure.objects.filter(of_whom(whose), step__in=IN_PROGRESS)
        .annotate(day=Coalesce("earliest_close_on", "begun_on"))
        .values("step")
        .annotate(
            of_step=Count("pk"),
            soon=Count("pk", filter=timed & Q(day__gt=on, day__lte=soon)),
            past=Count("pk", filter=timed & Q(day__lte=on)),
        )
    )
    rows = {row["step"]: row for row in found}
    added = {name: sum(row[name] for row in rows.values()) for name in ("soon", "past", "of_step")}
    steps = {step: rows[step]["of_step"] if step in rows else 0 for step in IN_PROGRESS}
    return {**steps, "soon": added["soon"], "past": added["past"], "all": added["of_step"]}


def counted_at_most(queues: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """Return how many rows each of these has, one more than MOST where there are more. Asks once for all."""
    parts, values = [], list[Any]()
    for name, found in queues.items():
        text, given = found.order_by().values("pk")[: MOST + 1].query.sql_with_params()
        parts.append(f"SELECT %s, count(*) FROM ({text}) AS part")  # noqa: S608 - what Django wrote
        values += [name, *given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return dict(cursor.fetchall())
