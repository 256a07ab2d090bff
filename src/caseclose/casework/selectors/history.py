"""The story of a case, told from its journal in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseclose.casework.models import Case, JournalEntry
from caseclose.casework.selectors.books import HISTORY, book
from caseclose.casework.selectors.sentences import say

DESTROYED, UTC = "RecordsDestroyed", "UTC"


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
    zone = Case.objects.values_list("office__zone", flat=True).filter(number=number).first()
    entries = JournalEntry.objects.filter(case_id=number).exclude(salt="").order_by("number")
    return sentences(entries, lang, zone or UTC)


def newest_of(case: Case, most: int, lang: str = "en") -> tuple[list[Sentence], bool]:
    """Tell the newest of the story of a case, newest first; and say whether there is more than `most`."""
    entries = JournalEntry.objects.filter(case=case).exclude(salt="").order_by("-number")[: most + 1]
    told = sentences(entries, lang, case.office.zone)
    return told[:most], len(told) > most


def sentences(entries: Iterable[JournalEntry], lang: str, zone: str) -> list[Sentence]:
    """Tell what these entries say, in their order. Moments are told by the clock of `zone`, with its short name."""
    return [_sentence(entry, lang, zone) for entry in entries]


def _sentence(entry: JournalEntry, lang: str, zone: str) -> Sentence:
    by = "" if entry.kind == DESTROYED else entry.by
    return Sentence(entry.number, entry.on, by, entry.kind, _told(entry, lang, zone))


def _told(entry: JournalEntry, lang: str, zone: str) -> str:
    """Say what an entry tells. For some rules, as for a person's own decision, there is another sentence."""
    words = book(HISTORY, lang)
    pattern = words.get(f"{entry.kind}.{entry.said.get('rule', '')}") or words.get(entry.kind)
    if pattern is None:
        return f"{entry.kind}: {entry.said}"
    return say(pattern, entry.said, lang, zone, by=entry.by)
