"""Imports that have begun and not ended."""

from __future__ import annotations

from datetime import date

from caseclose.casework.models import ImportRun


def import_under_way() -> date | None:
    """Return the day of the extract that is being imported, be it just now or interrupted; None where there is none."""
    return ImportRun.objects.filter(state=ImportRun.State.RUNNING).values_list("on", flat=True).first()
