"""A demonstration as `make run` starts it, and what somebody who tries it reads on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.serving import a_home, asked, serving

FEW = ("--cases", "200", "--days", "3")
"""As few cases and days as have something of each kind to try."""
_CASE = re.compile(r"Ask to close: case number (\S+), first name (.+), last name (.+), born (\S+)")
_LETTER = re.compile(r"Answer a letter.*: code (\S+), last name (.+)")
_ROLE = re.compile(r"^ +\w+ +(\w+ one)$", re.MULTILINE)


@dataclass(frozen=True)
class Parent:
    """A made person who opened a case."""

    number: str
    given: str
    family: str
    born_on: str

    @property
    def says(self) -> dict[str, str]:
        """What they type to say who they are, by the names of the fields."""
        return {"given": self.given, "family": self.family, "born_on": self.born_on, "number": self.number}


class Demonstration:
    """Both sites, and the first words. Each case and each code is handed out once."""

    def __init__(self, staff: str, public: str, said: str) -> None:
        self.staff, self.public = staff, public
        self.signs_in_as = set(_ROLE.findall(said))
        self._cases, self._letters = _CASE.findall(said), _LETTER.findall(said)

    def somebody(self) -> Parent:
        """Somebody who can ask to close a case."""
        return Parent(*self._cases.pop(0))

    def letter(self) -> tuple[str, str]:
        """The code of a notice, and the last name on it."""
        code, name = self._letters.pop(0)
        return code, name


@contextmanager
def demonstration() -> Iterator[Demonstration]:
    """A new demonstration, ended afterwards and thrown away."""
    with a_home() as home, serving(home, "--demo", *FEW) as site:
        for address in (site.staff, site.public):
            asked(address)
        yield Demonstration(site.staff, site.public, site.said)
