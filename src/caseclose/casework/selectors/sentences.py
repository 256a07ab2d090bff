"""Sentences: the patterns of a book of words, filled with values that are named as people and the policy name them.

A pattern is a text with {names}, or a table. In a table `say` is the text, and its {parts} stand for those of `parts`
whose value is there and is not nothing, with `join` between them; where there are none it says `none` instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from caseclose.casework.selectors.books import VALUES, Pattern, book
from caseclose.casework.selectors.naming import NAMES, policy_name
from caseclose.closure.refused import Refused
from caseclose.law.explain import shown, shown_month

_AMOUNT, _TWO_ENDS = re.compile(r"-?[0-9]{4,}\.[0-9]{2}"), re.compile(r"([.!?])\.(?!\.)")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


def say(pattern: Pattern, values: Mapping[str, object], lang: str, zone: str = "UTC", **raw: str) -> str:
    """Fill the pattern with the values, named in `lang`, and with `raw` as it is. Moments are told in `zone`."""
    named = {name: in_words(name, value, lang, zone) for name, value in values.items()} | raw
    if isinstance(pattern, str):
        return _ended(pattern.format(**named))
    parts = [text.format(**named) for name, text in pattern["parts"].items() if not _nothing(values.get(name))]
    said: str = pattern["say"]
    told = str(pattern.get("join", ", ")).join(parts) or str(pattern.get("none", ""))
    return _ended(said.format(**{**named, "parts": told}))


def _ended(text: str) -> str:
    """End a sentence once, where a value brings a mark of its own."""
    return _TWO_ENDS.sub(r"\1", text).strip()


def _nothing(value: object) -> bool:
    """Say whether a value is nothing: not there, empty, or an amount of zero."""
    if isinstance(value, bool) or not isinstance(value, str):
        return value is None or value == []
    try:
        return not value or not Decimal(value)
    except InvalidOperation:
        return False


def in_words(name: str, value: object, lang: str, zone: str = "UTC") -> str:
    """Say a value in words, as the policy calls it where it has a name for what stands under `name`."""
    if isinstance(value, Mapping):
        return _whole(value, lang)
    if isinstance(value, list):
        return ("; " if name in NAMES else ", ").join(in_words(name, each, lang, zone) for each in value)
    return policy_name(name, value, lang) or _plain(value, lang, zone)


def refusal_in_words(rule: str, said: Mapping[str, Any], lang: str) -> str:
    """Tell again why something was refused, and what would satisfy it. Raises KeyError for a rule that is gone."""
    refused = Refused.again(rule, said)
    return f"{refused.words(lang)} {refused.todo(lang)}".strip()


def _whole(value: Mapping[str, Any], lang: str) -> str:
    """Say a table: a refusal, words in both languages, or something else that no sentence is meant to tell."""
    if "refused" in value:
        return refusal_in_words(value["refused"], value["said"], lang)
    return str(value.get(lang, dict(value)))


def _plain(value: object, lang: str, zone: str) -> str:
    word = book(VALUES, lang).get(str(value))
    if isinstance(value, str):
        if _AMOUNT.fullmatch(value):
            return f"{Decimal(value):,.2f}"
        return _day(value, lang, zone) or (word if isinstance(word, str) else value)
    return word if isinstance(word, str) else str(value)


def _day(text: str, lang: str, zone: str) -> str:
    """Say a day, a month, or a moment by the clock of a zone, in words; nothing where the text is none of these."""
    if _MONTH.fullmatch(text):
        return shown_month(date.fromisoformat(f"{text}-01"), lang)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    if moment.tzinfo is None:
        return shown(moment.date(), lang)
    here = moment.astimezone(ZoneInfo(zone))
    return f"{shown(here.date(), lang)}, {here:%H:%M %Z}"
