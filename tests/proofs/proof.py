"""What a proof is told, and what it comes to: a claim, what was counted, what was wrong, what was planted and found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal, Protocol

Size = Literal["sample", "whole", "long"]
SIZES: tuple[Size, ...] = ("sample", "whole", "long")
LONGER = 5
"""How many times as much as the whole a long run does."""


@dataclass(frozen=True)
class Setting:
    """What every proof is told: the seed that it draws from, how much to do, and a folder of its own that is empty."""

    seed: int
    size: Size
    folder: Path

    @property
    def sampled(self) -> bool:
        """Whether this is the small run of the ordinary tests."""
        return self.size == "sample"

    def many(self, *, sample: int, whole: int) -> int:
        """Return how many to do: `sample` in the ordinary tests, `whole` in the proof, more in a long run."""
        return {"sample": sample, "whole": whole, "long": LONGER * whole}[self.size]

    def draw(self, what: str) -> Random:
        """Return the chance that decides `what`. The same seed and name always bring the same."""
        return Random(f"{self.seed}:{what}")


@dataclass(frozen=True)
class Planted:
    """A defect that was planted, and whether the proof's own check found it."""

    what: str
    found: bool


@dataclass(frozen=True)
class Proof:
    """What a proof came to.

    `count` things were tried, `things` says what they are and `counted` how they were found. `wrongs` has a line for
    each that went against the claim. `uncovered` says what the count does not reach.
    """

    claim: str
    count: int
    things: str
    counted: str
    wrongs: Sequence[str]
    planted: Sequence[Planted]
    uncovered: str
    figures: Mapping[str, int] = field(default_factory=dict)
    notes: Sequence[str] = ()

    @property
    def holds(self) -> bool:
        """Whether the claim held for a count above nothing, by a check that found whatever was planted."""
        return self.count > 0 and not self.wrongs and bool(self.planted) and all(each.found for each in self.planted)


class Prover(Protocol):
    """A module of the registry. DATABASE says that it needs the running server, with tables and no rows."""

    DATABASE: bool

    def prove(self, setting: Setting) -> Proof:
        """Try everything, and return what came of it."""
