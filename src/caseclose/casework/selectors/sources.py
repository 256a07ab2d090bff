"""Where a fact comes from, in the reader's language, with its day as people read it."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from caseclose.law.explain import shown

_HOLES = {r"\{day\}": r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|None)", r"\{who\}": r"(?P<who>.*)"}


def source_in_words(source: str, lang: str) -> str:
    """Return what the records say of where a fact comes from, in `lang`. What has no words there is told as it is."""
    for pattern, texts in _book():
        found = pattern.fullmatch(source)
        if found is not None:
            said = {name: _day(value, lang) if name == "day" else value for name, value in found.groupdict().items()}
            return texts[lang].format(**said)
    return source


def _day(text: str, lang: str) -> str:
    return "-" if text == "None" else shown(date.fromisoformat(text), lang)


@cache
def _book() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    text = files(__package__).joinpath("sources.toml").read_text(encoding="utf-8")
    return tuple(
        (_pattern(english), {"en": english, "es": spanish}) for english, spanish in tomllib.loads(text).items()
    )


def _pattern(english: str) -> re.Pattern[str]:
    pattern = re.escape(english)
    for hole, group in _HOLES.items():
        pattern = pattern.replace(hole, group)
    return re.compile(pattern)
