"""Finding by one box: whatever was typed is a number, a part of one, a receipt, the code of a letter, or a name.

What holds a digit is looked for as a number first and as a name last; what holds none, the other way round. The first
way that finds something is the answer, so that a page never mixes what is like a number with what is like a name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from caseclose.casework.selectors.finding_cases import Among, cases_by_code, cases_by_number, cases_of_people

Found = list[dict[str, Any]]
Way = Callable[[str, Among], Found]
NUMBER, CODE, NAME = "number", "code", "name"
WAYS: dict[str, Way] = {NUMBER: cases_by_number, CODE: cases_by_code, NAME: cases_of_people}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, in which way (empty: in none), sorted by name and number; `more`: there is more than was read."""

    way: str
    rows: Found
    more: bool

    @property
    def only(self) -> str:
        """The number of the one case that a receipt or a code leads to; empty where it is not so."""
        return str(self.rows[0]["number"]) if self.way == CODE and len(self.rows) == 1 else ""


def look_for(words: str, among: Among) -> Answer:
    """Look for what was typed, in the ways that it may be meant, until one finds something."""
    ways = (NUMBER, CODE, NAME) if any(sign.isdigit() for sign in words) else (NAME, NUMBER, CODE)
    for way in ways:
        found = WAYS[way](words, among)
        if found:
            rows = sorted(found[: among.most], key=place_of)
            return Answer(way, rows, len(found) > among.most)
    return Answer("", [], more=False)


def place_of(row: dict[str, Any]) -> tuple[str, str, int]:
    """Return the place of a row among those that are found: its name, its number, and which part in the case it is."""
    return row.get("name", "").casefold(), row["number"], row.get("id", 0)
