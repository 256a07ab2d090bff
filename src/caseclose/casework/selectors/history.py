"""The story of a case, told from its journal in sentences."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from caseclose.casework.models import JournalEntry
from caseclose.casework.selectors.naming import policy_name
from caseclose.law.explain import shown

DESTROYED = "RecordsDestroyed"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that happened, in words."""

    number: int
    on: date
    by: str
    kind: str
    words: str


@cache
def _sentences(lang: str) -> dict[str, str]:
    text = files("caseclose.casework").joinpath("history.toml").read_text(encoding="utf-8")
    words: dict[str, str] = tomllib.loads(text)[lang]
    return words


def history_of(number: str, lang: str = "en") -> list[Sentence]:
    """Tell the story of case `number`, oldest first. Of a destroyed case only that it was, and when."""
    entries = JournalEntry.objects.filter(case_id=number).exclude(salt="").order_by("number")
    return [Sentence(e.number, e.on, "" if e.kind == DESTROYED else e.by, e.kind, _told(e, lang)) for e in entries]


def _told(entry: JournalEntry, lang: str) -> str:
    pattern = _sentences(lang).get(entry.kind)
    if pattern is None:
        return f"{entry.kind}: {entry.said}"
    values = {name: _named(name, value, lang) for name, value in entry.said.items()}
    return pattern.format(by=entry.by, **values)


def _named(name: str, value: object, lang: str) -> str:
    """Say a value in words, as the policy calls it where it has a name for it."""
    return policy_name(name, value, lang) or _plain(value, lang)


def _plain(value: object, lang: str) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(each, lang) for each in value)
    if isinstance(value, str):
        return _day(value, lang) or _sentences(lang).get(value, value)
    return _sentences(lang).get(str(value), str(value))


def _day(text: str, lang: str) -> str:
    """Say a day, or a moment with its zone, in words; nothing where the text is neither."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    said = shown(moment.date(), lang)
    return f"{said}, {moment:%H:%M} {moment.tzname() or ''}".strip() if moment.tzinfo else said
