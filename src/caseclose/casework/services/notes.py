"""Writing a note on a case. The journal tells that it was written and keeps its fingerprint under its seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import ClassVar

from django.db import transaction

from caseclose.casework.models import Note
from caseclose.casework.services import journal, keys
from caseclose.casework.services.locking import lock_living_case
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK, Role
from caseclose.law.values import BadValue, read_text

LONGEST = 4_000
"""Characters of a note."""
MAY_NOTE = DESK | {Role.RECORDS_OFFICER}


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Write these words down about a case."""

    words: str
    name: ClassVar[str] = "write_note"


@dataclass(frozen=True, slots=True)
class Noted:
    """The number of the note. `repeated` says that the same key had written it before."""

    case: str
    note: int
    repeated: bool = False


def write_note(*, number: str, note: WriteNote, by: Actor, on: date, at: datetime, key: str = "") -> Noted:
    """Write a note on case `number`. Raises Refused where there are no words, too many, or the actor has no desk."""
    require_role(by, MAY_NOTE, note.name)
    words = _readable(note.words)
    with transaction.atomic():
        lock_living_case(number)
        before = keys.answer_given(key, number, note)
        if before is not None:
            return Noted(number, before["note"], repeated=True)
        made = Note.objects.create(case_id=number, words=words, by=by.name, at=at)
        body = {"note": made.pk, "sha256": sha256(words.encode()).hexdigest()}
        journal.append([journal.Line(number, None, "NoteWritten", on, at, by.name, by.role.value, body)])
        keys.spend(key, number, note, {"note": made.pk}, on)
    return Noted(number, made.pk)


def _readable(words: str) -> str:
    """Return the words line by line as they can be stored. Raises Refused."""
    lines = words.strip().splitlines()
    if not any(line.strip() for line in lines):
        raise Refused("note_without_words")
    if len(words) > LONGEST:
        raise Refused("note_too_long", most=LONGEST)
    try:
        return "\n".join(read_text(line, LONGEST) if line.strip() else "" for line in lines)
    except BadValue as error:
        raise Refused("note_not_usable", reason=str(error)) from None
