"""How the system itself does: database, jobs, the day's work, messages that wait, imports, the journal's head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from caseclose.casework.jobs.parking import PARKED
from caseclose.casework.models import ImportRun, Task, WorkedDay
from caseclose.casework.schema import pending
from caseclose.casework.selectors.outages import watch_over

_ASKED = """
    SELECT current_setting('server_version'), pg_database_size(current_database()),
        (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
        (SELECT max(last_heartbeat) FROM procrastinate_workers),
        (SELECT count(*) FROM procrastinate_workers),
        (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'),
        (SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'),
        (SELECT count(*) FROM casework_outboxmessage WHERE state = 'waiting'),
        (SELECT min(made_on) FROM casework_outboxmessage WHERE state = 'waiting'),
        (SELECT max(number) FROM casework_journalentry),
        (SELECT at FROM casework_journalentry ORDER BY number DESC LIMIT 1)
"""

_COLUMNS = ("version", "size", "connections", "heard_of", "workers", "jobs_waiting", "jobs_running", "outbox_waiting",
            "outbox_oldest", "journal_head", "journal_at")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Health:
    """What the records tell. Sizes are in bytes; moments are in UTC.

    `worked` are the newest days that were worked, by zone, with when it ended; `parked` are the jobs that wait for a
    person; `imports` are those under way; `watch` is what was last seen of the public site; `migrations`
    those that have not been run.
    """

    version: str
    size: int
    connections: int
    heard_of: datetime | None
    workers: int
    jobs_waiting: int
    jobs_running: int
    outbox_waiting: int
    outbox_oldest: date | None
    journal_head: int | None
    journal_at: datetime | None
    worked: list[dict[str, Any]]
    parked: list[dict[str, Any]]
    imports: list[dict[str, Any]]
    watch: dict[str, Any] | None
    migrations: list[str]


def health() -> Health:
    """Ask the database how the system does."""
    with connection.cursor() as cursor:
        cursor.execute(_ASKED)
        found: dict[str, Any] = dict(zip(_COLUMNS, cursor.fetchone(), strict=True))
    worked = WorkedDay.objects.order_by("zone", "-on").distinct("zone")
    parked = Task.objects.filter(kind=PARKED, done_on=None).order_by("due_on", "pk")
    running = ImportRun.objects.filter(state=ImportRun.State.RUNNING)
    return Health(
        **found,
        worked=[dict(row) for row in worked.values("zone", "on", "begun_at", "ended_at")],
        parked=[dict(row) for row in parked.values("words", "due_on")],
        imports=[dict(row) for row in running.values("on", "by", "begun_at")],
        watch=watch_over(),
        migrations=pending("default"),
    )
