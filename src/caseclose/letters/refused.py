"""A letter that cannot be made: what is missing or does not fit, and what to do about it. The words are lacks.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from caseclose.law.written import Words


@cache
def _book() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("lacks.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is wrong: what it is about, and what would mend it. Neither holds what a person's record says."""

    about: str
    todo: Words

    @property
    def words(self) -> Words:
        """What is wrong, for a reader who does not know the names of values."""
        called = _book()["about"].get(self.about, {"en": self.about, "es": self.about})
        return Words(*(f"{called[lang]}: {self.todo[lang]}" for lang in ("en", "es")))

    def __str__(self) -> str:
        return f"{self.about}: {self.todo.en}"


def lack(about: str, says: str, **values: str | int) -> Lack:
    """Return what is wrong about something. `says` is a text of lacks.toml. Raises KeyError where there is none."""
    text = _book()[says]
    return Lack(about, Words(text["en"].format(**values), text["es"].format(**values)))


class CannotWrite(Exception):
    """The letter was not made. `lacks` names everything that stands in its way, not only the first thing."""

    def __init__(self, letter: str, *lacks: Lack) -> None:
        self.letter = letter
        self.lacks = tuple(lacks)
        super().__init__(f"The letter '{letter}' cannot be made. " + "; ".join(str(lack) for lack in lacks))
