"""Words of the guide in the reader's language, with what the state calls things and what its limits are worth."""

from __future__ import annotations

import re

from caseclose.law.written import Words
from caseclose.public.place import Place
from caseclose.web.worth import worth_in_words

_BLANK = re.compile(r"\{(\w+)\}")


def filled(place: Place, words: Words) -> str:
    """Return words with every blank filled."""

    def worth(found: re.Match[str]) -> str:
        limit = place.law.limits.get(found[1])
        value = limit.on(place.day) if limit else None
        return found[0] if value is None else worth_in_words(value, place.lang)

    return place.say(Words(*(_BLANK.sub(worth, words[lang]) for lang in ("en", "es"))))
