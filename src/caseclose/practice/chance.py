"""Chance drawn from a seed: the same seed and the same words always draw the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")
_WHOLE = 1 << 64


@dataclass(frozen=True, slots=True)
class Chance:
    """What happens by chance in a practice office."""

    seed: int

    def share(self, *what: object) -> float:
        """Return a share of one, evenly drawn."""
        said = f"{self.seed}:{':'.join(map(str, what))}".encode()
        return int.from_bytes(sha256(said).digest()[:8], "big") / _WHOLE

    def happens(self, share: float, *what: object) -> bool:
        """Say whether something happens that happens in this share of all times."""
        return self.share(*what) < share

    def pick(self, among: Sequence[T], *what: object) -> T:
        """Return one of `among`, each as likely as the others."""
        return among[int(self.share(*what) * len(among))]

    def how_many(self, mean: float, *what: object) -> int:
        """Return a count whose mean is `mean`: one of the two whole numbers beside it."""
        return int(mean) + self.happens(mean % 1, *what)
