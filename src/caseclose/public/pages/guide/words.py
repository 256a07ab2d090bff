"""Words of the guide in the reader's language, with what the state calls things and what its limits are worth."""

from __future__ import annotations

import re

from django.utils.translation import ngettext

from caseclose.law.explain import shown, shown_span
from caseclose.law.limits import Worth
from caseclose.law.spans import Span
from caseclose.law.working_days import WorkingDays
from caseclose.law.written import Words
from caseclose.public.place import Place

_BLANK = re.compile(r"\{(\w+)\}")


def filled(place: Place, words: Words) -> str:
    """Return words with every blank filled."""

    def worth(found: re.Match[str]) -> str:
        limit = place.law.limits.get(found[1])
        value = limit.on(place.day) if limit else None
        return found[0] if value is None else in_words(value, place.lang)

    return place.say(Words(*(_BLANK.sub(worth, words[lang]) for lang in ("en", "es"))))


def in_words(worth: Worth, lang: str) -> str:
    """Say what a limit is worth: $35.00, 60 days, 14 días."""
    if isinstance(worth, Span):
        return shown_span(worth, lang)
    if isinstance(worth, WorkingDays):
        return ngettext("%(n)s working day", "%(n)s working days", worth.count) % {"n": worth.count}
    return shown(worth, lang)
