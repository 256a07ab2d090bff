"""The notes on a case. They are for the staff alone."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from caseclose.casework.models import Note


def notes_of(number: str) -> QuerySet[Note, dict[str, Any]]:
    """Return the notes on case `number`, newest first, each with what it says, by whom and when."""
    return Note.objects.filter(case=number).order_by("-pk").values("id", "words", "by", "at")
