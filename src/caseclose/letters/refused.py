"""A letter that cannot be made: what is missing or does not fit, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is wrong: what it is about, and what would mend it. Neither holds what a person's record says."""

    about: str
    todo: str

    def __str__(self) -> str:
        return f"{self.about}: {self.todo}"


class CannotWrite(Exception):
    """The letter was not made. `lacks` names everything that stands in its way, not only the first thing."""

    def __init__(self, letter: str, lacks: Sequence[Lack]) -> None:
        self.letter = letter
        self.lacks = tuple(lacks)
        super().__init__(f"The letter '{letter}' cannot be made. " + "; ".join(str(lack) for lack in lacks))
