"""Reading the value of one fact: what is taken, and why something else is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from caseclose.law.errors import nearest
from caseclose.law.facts import Fact, FactBook
from caseclose.law.limits import CENT
from caseclose.law.verdict import Facts, Value

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)
MOST_MONEY = Decimal("9999999999.99")
MOST_COUNT = 2_147_483_647
LONGEST_TEXT = 200
MOST_SHOWN = 40
BLANKS = " \t\r\n\u00a0"
"""What may stand around a value and is no part of it. Written out, so that every reader takes away the same."""

STANDS_FOR_NOTHING = frozenset({"null", "none", "n/a", "na", "nan", "unknown", "-", "?", "\\n"})
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]+)?")
_WHOLE = re.compile(r"[0-9]{1,10}")
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SSN = re.compile(r"(?<!\d)\d{3}-?\d{2}-?\d{4}(?!\d)")


class BadValue(ValueError):
    """A value that the fact cannot have. The message says why and what to write instead."""


def read_value(fact: Fact, raw: object, *, as_of: date | None = None) -> Value:
    """Read `raw`, as found in TOML, JSON or a cell of text, as a value of `fact`.

    A date later than `as_of` is refused unless the fact may lie ahead. Raises BadValue.
    """
    if isinstance(raw, str) and raw.strip(BLANKS).lower() in STANDS_FOR_NOTHING:
        raise BadValue(f"{harmless(raw)} is not a value; leave it out (or empty) when it is not known")
    value = _READERS[fact.kind](raw, fact)
    if as_of is not None and isinstance(value, date) and value > as_of and not fact.text.ahead:
        raise BadValue(f"{value} lies after the day of the decision, {as_of}")
    return value


def _yes_no(raw: object, _fact: Fact) -> Value:
    if isinstance(raw, bool):
        return raw
    text = raw.strip(BLANKS).lower() if isinstance(raw, str) else ""
    if text in {"true", "false"}:
        return text == "true"
    raise BadValue(f"{harmless(raw)} is not yes or no; write true or false")


def _money(raw: object, _fact: Fact) -> Value:
    text = _figures(raw, (int, Decimal, str), "an amount of money; write dollars and cents, as in 499.99")
    if not _MONEY.fullmatch(text):
        raise BadValue(f"{harmless(raw)} is not an amount of money; write only digits and a point, as in 1234.50")
    amount = Decimal(text)
    if amount > MOST_MONEY:
        raise BadValue(f"{harmless(raw)} is larger than {MOST_MONEY}")
    if amount != amount.quantize(CENT):
        raise BadValue(f"{harmless(raw)} has parts of a cent; write two digits after the point")
    return amount.quantize(CENT)


def _figures(raw: object, kinds: tuple[type, ...], wanted: str) -> str:
    """Return the text of a number that is not below zero."""
    if isinstance(raw, bool) or not isinstance(raw, kinds):
        raise BadValue(f"{harmless(raw)} is not {wanted}")
    text = raw.strip(BLANKS) if isinstance(raw, str) else harmless(raw) if _is_long(raw) else str(raw)
    if _MONEY.fullmatch(text.removeprefix("-")) and text.startswith("-"):
        raise BadValue(f"{harmless(raw)} has a minus sign; it cannot be below zero")
    return text


def _date(raw: object, _fact: Fact) -> Value:
    if isinstance(raw, datetime):
        raise BadValue(f"{harmless(raw)} has a time of day; write the date alone, as in 2026-11-22")
    if isinstance(raw, str):
        return read_day(raw)
    if not isinstance(raw, date):
        raise BadValue(f"{harmless(raw)} is not a date; write it as 2026-11-22")
    return _likely(raw)


def read_day(text: str) -> date:
    """Read a day written as 2026-11-22. Raises BadValue."""
    written = text.strip(BLANKS)
    if not _ISO.fullmatch(written):
        raise BadValue(f"{harmless(text)} is not a date; write year (four digits), month and day, as in 2026-11-22")
    try:
        return _likely(date.fromisoformat(written))
    except BadValue:
        raise
    except ValueError:
        raise BadValue(f"{harmless(text)} is not a day of the calendar") from None


def _likely(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise BadValue(f"{day} is not a likely date; years run from {EARLIEST.year} to {LATEST.year}")
    return day


def _count(raw: object, _fact: Fact) -> Value:
    text = _figures(raw, (int, str), "a whole number")
    if not _WHOLE.fullmatch(text):
        raise BadValue(f"{harmless(raw)} is not a whole number; write only digits")
    if int(text) > MOST_COUNT:
        raise BadValue(f"{harmless(raw)} is larger than {MOST_COUNT}")
    return int(text)


def _choice(raw: object, fact: Fact) -> Value:
    choices = fact.text.choices
    text = raw.strip(BLANKS) if isinstance(raw, str) else ""
    if text not in choices:
        raise BadValue(f"{harmless(raw)} is not one of {', '.join(choices)}.{nearest(text, choices)}")
    return text


def _text(raw: object, _fact: Fact) -> Value:
    return read_text(raw)


def read_text(raw: object, longest: int = LONGEST_TEXT) -> str:
    """Read text that is kept and shown, never decided on. Raises BadValue where it could harm a screen or a record."""
    if not isinstance(raw, str):
        raise BadValue(f"{harmless(raw)} is not text")
    text = unicodedata.normalize("NFC", raw.strip(BLANKS))
    if len(text) > longest:
        raise BadValue(f"the text is longer than {longest} characters")
    if holds_control_signs(text):
        raise BadValue("the text has control characters in it")
    return text


def holds_control_signs(text: str) -> bool:
    """Say whether a text has signs that could harm a screen or a record: control signs, halves, turns of direction."""
    return any(unicodedata.category(char) in {"Cc", "Cs"} or char in _TURNS_DIRECTION for char in text)


_READERS: dict[str, Callable[[object, Fact], Value]] = {
    "yes_no": _yes_no,
    "money": _money,
    "date": _date,
    "count": _count,
    "choice": _choice,
    "text": _text,
}


def contradiction(book: FactBook, facts: Facts) -> str:
    """Return in what way known facts cannot all be true, as the fact dictionary has it; empty where they can."""
    for name in facts:
        text = book[name].text
        if text.needs and facts.get(text.needs) is False:
            return f"{name} is given although {text.needs} is false; one of the two is wrong"
        parts = [facts.get(part) for part in text.adds_up]
        if parts and all(isinstance(part, Decimal) for part in parts) and sum(parts) != facts[name]:  # type: ignore[arg-type]
            return f"{name} is not the sum of {' and '.join(text.adds_up)}; correct the ledger figures"
    return ""


def harmless(raw: object) -> str:
    """Show a bad value or name short and harmless: what looks like a Social Security number is hidden."""
    if isinstance(raw, dict | list):
        return "a table" if isinstance(raw, dict) else "a list"
    if _is_long(raw):
        return f"a number of more than {MOST_SHOWN} digits"
    text = _SSN.sub("•••-••-••••", str(raw))
    text = text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
    return repr(text) if isinstance(raw, str) else text


def _is_long(raw: object) -> bool:
    """Say whether `raw` is a whole number so long that Python itself may refuse to write it down."""
    return isinstance(raw, int) and abs(raw) >= 10**MOST_SHOWN
