"""The notes on a case. They are for the staff alone."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from caseclose.casework.models import Note


def notes_of(number: str) -> QuerySet[Any, Any]:
    """Return the notes on case `number`, each with what it says, by whom and when. By `back` the newest comes first."""
    found = Note.objects.filter(case=number).annotate(back=-F("pk")).order_by("back")
    return found.values("back", "words", "by", "at")
