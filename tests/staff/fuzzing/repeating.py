"""So many tries of what is drawn by chance, one after the other; and what came of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from tests.staff.fuzzing.sending import Judged

Drawn = TypeVar("Drawn")


@dataclass
class Run:
    """What came of it."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    changed: int = 0

    def add(self, other: Run) -> None:
        """Count another run in."""
        self.statuses += other.statuses
        self.faults += other.faults
        self.changed += other.changed


def run(drawn: SearchStrategy[Drawn], tried: Callable[[Drawn], Judged], many: int, chance: int) -> Run:
    """Try so often what is drawn by this chance."""
    found = Run()

    @seed(chance)
    @settings(max_examples=many, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(drawn)
    def tries(each: Drawn) -> None:
        judged = tried(each)
        found.statuses[judged.status] += 1
        found.changed += bool(judged.changed)
        found.faults += judged.faults

    tries()
    return found
