"""What steps of a closing name by a word of reasons.toml: what is missing in a request, and why a case stays open."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from caseclose.law.written import Words

OTHER = "other"
"""The reason to keep a case open that has no name of its own: what it is must be said in words, for the record only."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is missing in a request, as the person who asked reads it, and how to mend it."""

    what: Words
    mend: Words


@dataclass(frozen=True, slots=True)
class Reasons:
    """The whole book. The names are what can be said of a request or a case; `called` is for people of the agency."""

    missing: Mapping[str, Lacking]
    unnamed: Lacking
    why_open: Mapping[str, Words]
    called: Mapping[str, Words]


@cache
def reasons() -> Reasons:
    """Read reasons.toml, once."""
    book = tomllib.loads(files(__package__).joinpath("reasons.toml").read_text(encoding="utf-8"))
    both = {**book["missing"], **book["why_open"]}
    return Reasons(
        missing={name: _lacking(text) for name, text in book["missing"].items()},
        unnamed=_lacking(book["missing_unnamed"]),
        why_open={name: Words(**text["say"]) for name, text in book["why_open"].items()},
        called={name: Words(**text["name"]) for name, text in both.items()},
    )


def _lacking(text: Mapping[str, Any]) -> Lacking:
    return Lacking(Words(**text["what"]), Words(**text["mend"]))
