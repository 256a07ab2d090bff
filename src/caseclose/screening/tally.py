"""Counting what a screening found: verdicts by rule, and the cases that a single fact would settle."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from caseclose.law.in_force import Part
from caseclose.law.tree import facts_read
from caseclose.law.verdict import Verdict


@dataclass
class Tally:
    """Running counts.

    `verdicts[rule]` counts cases by verdict, `one_away[rule, fact]` those that this one fact would settle.
    """

    cases: int = 0
    refused: int = 0
    candidates: int = 0
    held: int = 0
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    one_away: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count_verdicts(self, answers: pl.DataFrame) -> None:
        """Add the answers of one part of the caseload."""
        self.cases += answers.height
        met = answers.sum().row(0)
        unknown = answers.null_count().row(0)
        for name, yes, unsure in zip(answers.columns, met, unknown, strict=True):
            counts = self.verdicts.setdefault(name, Counter())
            counts[Verdict.MET] += yes or 0
            counts[Verdict.UNKNOWN] += unsure
            counts[Verdict.NOT_MET] += answers.height - (yes or 0) - unsure

    def count_one_away(self, missing: pl.DataFrame, parts: tuple[Part, ...]) -> None:
        """Add, for each part of a rule and each fact it asks about, the cases that only this fact keeps unknown."""
        for part in parts:
            codes = missing[part.id].to_physical()
            for place, fact in enumerate(facts_read(part.tree)):
                cases = int((codes == 1 << place).sum())
                if cases:
                    self.one_away[part.id, fact] += cases
