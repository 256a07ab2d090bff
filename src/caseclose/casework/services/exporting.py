"""Keeping in the journal that figures left the application as a file."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from caseclose.casework.services import journal


def note_export(*, table: str, rows: int, first: date, last: date, by: str, role: str, on: date, at: datetime) -> None:
    """Tell the journal who took which figures, of which time, and how many rows. The figures are not in it."""
    body = {"table": table, "rows": rows, "from_day": first.isoformat(), "to_day": last.isoformat()}
    with transaction.atomic():
        journal.append([journal.Line(None, None, "FiguresExported", on, at, by, role, body)])
