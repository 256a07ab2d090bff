"""Handing out a file as it came: it leaves the records then, so the journal tells who took it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import IncomingPaper
from caseclose.casework.selectors.papers import original_of
from caseclose.casework.services import journal


def hand_out(paper: IncomingPaper, *, by: str, role: str, on: date, at: datetime) -> bytes | None:
    """Return the file of a paper as it came, and tell who has it now; None where there is none any more."""
    with transaction.atomic():
        data = original_of(paper.pk)
        if data is not None:
            line = journal.Line(paper.case_id, None, "PaperHandedOut", on, at, by, role, {"paper": paper.pk})
            journal.append([line])
    return data
