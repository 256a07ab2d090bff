"""How long a crowd waited: from the moment at which each was to ask, whether or not the site was ready for it.

A client that waits for one answer before it asks again asks a slow site less often, and so never sees how long those
wait who come meanwhile. Here everybody comes when they come.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

MILLISECONDS = 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """One request: what it was, when it was due and when it was answered in seconds, and whether that was no answer."""

    what: str
    due: float
    ended: float
    failed: bool = False

    @property
    def waited(self) -> float:
        """Milliseconds from when it was due."""
        return (self.ended - self.due) * MILLISECONDS


@dataclass(frozen=True, slots=True)
class Waits:
    """What 50, 95 and 99 of 100 waited at most, in milliseconds; how many a second were answered; how many were not."""

    offered: float
    answered: float
    half: float
    most: float
    nearly_all: float
    longest: float
    requests: int
    errors: int

    def holds(self, limit: float) -> bool:
        """Say whether 95 of 100 waited less than the limit, nothing failed, and the site kept up with what came."""
        return self.most < limit and not self.errors and self.answered >= KEPT_UP * self.offered

    def as_page(self) -> dict[str, Any]:
        """Return them as JSON has them."""
        return asdict(self)


KEPT_UP = 0.95
"""The share of what is offered that must be answered a second, or the rest piles up."""


def under(sorted_waits: Sequence[float], share: float) -> float:
    """Return what this share of the waits is at most: the nearest rank, so that it is one that somebody waited."""
    return sorted_waits[max(0, math.ceil(share * len(sorted_waits)) - 1)]


def summed(taken: Iterable[Taken], offered: float) -> Waits:
    """Sum up what was taken while so many a second were offered. What failed waited as long as it took to fail."""
    every = list(taken)
    waits = sorted(each.waited for each in every)
    errors = sum(each.failed for each in every)
    seconds = max(each.ended for each in every) - min(each.due for each in every)
    half, most, nearly_all = (under(waits, share) for share in (0.5, 0.95, 0.99))
    return Waits(offered, (len(every) - errors) / seconds, half, most, nearly_all, waits[-1], len(every), errors)


def by_what(taken: Iterable[Taken]) -> dict[str, dict[str, float]]:
    """Return for each kind of request how many there were, and what 50 and 95 of 100 waited at most."""
    kinds: dict[str, list[float]] = {}
    for each in taken:
        kinds.setdefault(each.what, []).append(each.waited)
    return {
        what: {"requests": len(waits), "half": under(sorted(waits), 0.5), "most": under(sorted(waits), 0.95)}
        for what, waits in sorted(kinds.items())
    }
