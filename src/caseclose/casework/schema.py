"""The tables of case records: what is still to be migrated, and migrating it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from caseclose.casework.destruction.made import functions
from caseclose.casework.rights import grant_rights
from caseclose.casework.web_rights import grant_web_rights
from caseclose.embedded.names import APPLICATION

OWNER = "owner"
"""Django's alias for the database as the owner of the tables."""
_MIGRATING = 4_510_301
"""Number of the database's advisory lock that lets one process at a time migrate."""


def set_up() -> None:
    """Set Django up with the settings that the environment names, or else the site's. The second time does nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caseclose.site.settings")
    if not apps.ready:
        django.setup()


def pending(using: str = OWNER) -> list[str]:
    """Return the migrations that have not run yet, in order."""
    executor = MigrationExecutor(connections[using])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate() -> list[str]:
    """Bring the tables up to date as their owner, and give the application's role its rights. Return what was run.

    The functions that watch over the end of records, and the spans of the policy in them, are made anew each time.

    Two at once do the work once: the second waits for the first.
    """
    with _alone():
        todo = pending()
        if todo:
            call_command("migrate", database=OWNER, verbosity=0, interactive=False)
        with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
            for statement in functions():
                cursor.execute(statement)
            grant_rights(cursor)
            grant_web_rights(cursor, APPLICATION)
    return todo


@contextmanager
def _alone() -> Iterator[None]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])
