"""A case at the desk, in tests: who works it, on which day, and short ways through the pages of its acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client, override_settings

from caseclose.casework.models import Case, Office
from tests.casework.closable import DAY
from tests.casework.mailing import a_case_with_people
from tests.staff.office import account, signed_in

KEY = "a key of at least sixteen signs"
_SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')
_day = [DAY]


def today(_zone: str) -> date:
    """The day on which everything happens here."""
    return _day[0]


def now() -> datetime:
    """Noon of that day."""
    return datetime.combine(_day[0], time(20), UTC)


@contextmanager
def on(day: date) -> Iterator[None]:
    """Let it be this day for the application meanwhile."""
    before, _day[0] = _day[0], day
    clock = {"CLOCK_TODAY": f"{__name__}.today", "CLOCK_NOW": f"{__name__}.now"}
    try:
        with override_settings(**clock):
            yield
    finally:
        _day[0] = before


def a_case(number: str = "1", *, language: str = "en") -> Case:
    """A case that the small-debt rule lets the agency close, with people who can be written to."""
    return a_case_with_people(number, language=language)


def browser(role: str = "caseworker", *, name: str = "", lang: str = "en") -> Client:
    """A browser of somebody in the office of the cases."""
    return signed_in(account(role, office=Office.objects.get(code="ca"), name=name), lang=lang)


def words_of(answer: Any) -> str:
    """What can be read on a page, without its marks."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(text).split())


def seen_in(answer: Any) -> str:
    """The mark of what was shown before an act; empty where no act is offered."""
    found = _SEEN.search(answer.content.decode())
    return found[1] if found else ""


def shown(client: Client, act: str, number: str = "1", **said: object) -> HttpResponse:
    """The page that shows what would follow from an act."""
    answer = client.post(f"/case/{number}/{act}/", {"key": KEY, **said})
    assert isinstance(answer, HttpResponse)
    return answer


def done(client: Client, act: str, number: str = "1", *, key: str = KEY, **said: object) -> HttpResponse:
    """An act, seen and confirmed."""
    seen = seen_in(shown(client, act, number, **said))
    answer = client.post(f"/case/{number}/{act}/", {"key": f"{act} {key}"[:64], "seen": seen, **said})
    assert isinstance(answer, HttpResponse)
    return answer
