"""The story of a case, told from its journal in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseclose.casework.models import JournalEntry
from caseclose.casework.selectors.books import HISTORY, book
from caseclose.casework.selectors.sentences import say

DESTROYED = "RecordsDestroyed"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that happened, in words."""

    number: int
    on: date
    by: str
    kind: str
    words: str


def history_of(number: str, lang: str = "en") -> list[Sentence]:
    """Tell the story of case `number`, oldest first. Of a destroyed case only that it was, and when."""
    entries = JournalEntry.objects.filter(case_id=number).exclude(salt="").order_by("number")
    return [Sentence(e.number, e.on, "" if e.kind == DESTROYED else e.by, e.kind, _told(e, lang)) for e in entries]


def _told(entry: JournalEntry, lang: str) -> str:
    """Say what an entry tells. For some rules, as for a person's own decision, there is another sentence."""
    words = book(HISTORY, lang)
    pattern = words.get(f"{entry.kind}.{entry.said.get('rule', '')}") or words.get(entry.kind)
    if pattern is None:
        return f"{entry.kind}: {entry.said}"
    return say(pattern, entry.said, lang, by=entry.by)
