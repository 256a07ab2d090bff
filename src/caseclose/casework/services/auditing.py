"""Reading the whole record of a closing: the journal keeps who did, once a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import Case, JournalEntry
from caseclose.casework.selectors.closing_record import AUDITED
from caseclose.casework.services import journal

AUDITOR = "auditor"
"""The role under which the journal has it."""


def note_reading(case: Case, closure: int, known: Iterable[JournalEntry], *, by: str, on: date, at: datetime) -> bool:
    """Write into the journal that `by` read the record of the closing, and say whether that was new.

    `known` are the readings that are there. Read again on the same day, it is told once. Where the records were
    destroyed there is nothing to read, and nothing is written.
    """
    if case.kind == Case.Kind.DESTROYED or any(entry.on == on and entry.by == by for entry in known):
        return False
    with transaction.atomic():
        journal.append([journal.Line(case.number, None, AUDITED, on, at, by, AUDITOR, {"closure": closure})])
    return True
