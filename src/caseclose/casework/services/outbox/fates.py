"""What becomes of a word that a party says about an order of ours. It may come twice, late or out of turn."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

MOVED, REPEATED, EARLY, REPORTED = "moved", "repeated", "early", "reported"

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Words(Generic[S]):
    """What the words of parties mean for one kind of order.

    `takes` says where each word takes an order, and `past`, for each of these states, in which states the word says
    nothing new: it came twice, or was overtaken. While it is `made`, an order has not gone out: nobody can answer it.
    """

    takes: Mapping[str, S]
    past: Mapping[S, frozenset[S]]
    made: S

    def fate(self, says: str, state: S, may_become: Collection[S]) -> tuple[str, S]:
        """Return what becomes of a word about an order in `state`, and where the order stands then."""
        to = self.takes.get(says)
        if state == self.made:
            return EARLY, state
        if to is not None and state in self.past[to]:
            return REPEATED, state
        if to is None or to not in may_become:
            return REPORTED, state
        return MOVED, to
