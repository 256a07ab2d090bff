"""What is wrong with a policy file, where it stands, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in one policy file. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}"


class PolicyError(Exception):
    """The policy cannot be used as it stands. Carries every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnknownName(ValueError):
    """Somebody asked for a state, a rule or a fact that does not exist. The message names the nearest one that does."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known names, or an empty text when nothing is near."""
    matches = get_close_matches(name, list(known), n=2, cutoff=0.6)
    return f" Did you mean {' or '.join(matches)}?" if matches else ""
