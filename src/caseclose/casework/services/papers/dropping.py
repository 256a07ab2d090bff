"""Destroying papers that were set aside a whole span ago: they belong to people of whom we keep nothing."""

from __future__ import annotations

from datetime import date

from django.db import connection


def drop_papers(on: date) -> int:
    """Destroy the papers of no case of ours whose time is over, as the database itself finds; return how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_drop_papers(%s)", [on])
        return int(cursor.fetchone()[0])
