"""The words of the request form in one language, as written in request.en.toml and request.es.toml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

LANGUAGES = ("en", "es")


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every part of the form: a heading, and what to do."""

    heading: str
    lead: str = ""


class Safety(Part, frozen=True, kw_only=True):
    """The question about risk of harm, its answers, and whom to call."""

    call: str
    answer: dict[str, str]


class Fields(Part, frozen=True, kw_only=True):
    """A part with fields to write in, by name."""

    field: dict[str, str]


class You(Fields, frozen=True, kw_only=True):
    """Who asks, how to reach that person, and the consent to notices that are not on paper."""

    consent: str


class Services(Part, frozen=True, kw_only=True):
    """What the person wants stopped: `all`, or some of the services."""

    choice: dict[str, str]


class Aid(Part, frozen=True, kw_only=True):
    """Which aid the family gets or got: a table of boxes."""

    kind: str
    when: dict[str, str]
    row: dict[str, str]


class Send(Part, frozen=True, kw_only=True):
    """Where the form goes."""

    mail: str
    fax: str
    questions: str
    no_address: str
    keep: str


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """All words of the form in one language. `{blanks}` are filled with what the state calls things."""

    lang: str
    title: str
    lead: str
    code: str
    code_picture: str
    page: str
    safety: Safety
    you: You
    services: Services
    aid: Aid
    understood: Part
    sign: Fields
    send: Send


@cache
def words(lang: str) -> Words:
    """Return the words in a language: "en" or "es"."""
    text = files("caseclose.forms").joinpath(f"request.{lang}.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=Words)
