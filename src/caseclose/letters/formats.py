"""Dates, amounts and numbers as people write them in the language of a letter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from caseclose.law.written import Words
from caseclose.letters.facts import Plain

_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio",
           "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
}  # fmt: skip
_KEPT = "\N{NO-BREAK SPACE}"


def shown(value: Plain, lang: str) -> str:
    """Return a value in words: a date in full, an amount in dollars and cents, words in their language.

    A date does not break at the end of a line.
    """
    if isinstance(value, date):
        return _day(value, lang).replace(" ", _KEPT)
    if isinstance(value, Decimal):
        return f"${value:,.2f}"
    if isinstance(value, Words):
        return value[lang]
    return str(value)


def _day(day: date, lang: str) -> str:
    month = _MONTHS[lang][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if lang == "es" else f"{month} {day.day}, {day.year}"
