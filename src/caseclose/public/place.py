"""Where a reader is: in which state, in which language, on which page. It stands in the address, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse

from caseclose.casework.selectors.law import law_on
from caseclose.closure.request import named
from caseclose.law.in_force import LawInForce
from caseclose.law.written import Words

_AT_HAND = 4096
NOWHERE = ""
"""The state of a page that stands above the states."""


@dataclass(frozen=True, slots=True)
class Place:
    """A language, a state, and the name of a page with what else its address holds; `day` is the state's today."""

    lang: str
    state: str
    name: str
    more: tuple[tuple[str, Any], ...]
    day: date

    @property
    def law(self) -> LawInForce:
        """The law in force here today."""
        return law_on(self.state, self.day)

    def say(self, words: Words) -> str:
        """Return words of the policy in the language of the page, with what the state calls things filled in."""
        return _said(self.state, self.day, words)[self.lang] if self.state else words[self.lang]

    def to(self, name: str, **more: object) -> str:
        """Return the address of another page, in this state and language."""
        return _address(name, self.lang, self.state, tuple(more.items()))

    @property
    def address(self) -> str:
        """The address of this page."""
        return self.to(self.name, **dict(self.more)) if self.lang else "/"

    def spoken(self, lang: str) -> Place:
        """Return the same place in another language."""
        return replace(self, lang=lang)


@lru_cache(maxsize=_AT_HAND)
def _said(state: str, day: date, words: Words) -> Words:
    """Return words of the policy as a state says them. The same few stand on every page."""
    return named(law_on(state, day), words)


@lru_cache(maxsize=_AT_HAND)
def _address(name: str, lang: str, state: str, more: tuple[tuple[str, object], ...]) -> str:
    """Return the address of a page. The same few stand on every page."""
    here = {"lang": lang} | ({"state": state} if state else {})
    return reverse(name, kwargs={**here, **dict(more)})


class PublicRequest(HttpRequest):
    """A request that passed the access table, which found out where the reader is."""

    place: Place


def public(request: HttpRequest) -> PublicRequest:
    """Return the request as one that passed the access table."""
    return cast("PublicRequest", request)
