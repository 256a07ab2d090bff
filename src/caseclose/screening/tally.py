"""Counting what a screening found: verdicts by rule, missing evidence by fact."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from caseclose.law.verdict import Verdict


@dataclass
class Tally:
    """Running counts. `verdicts[rule]` counts cases by verdict; `missing[fact]` counts cases that lack a fact."""

    cases: int = 0
    refused: int = 0
    candidates: int = 0
    held: int = 0
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    missing: Counter[str] = field(default_factory=Counter)

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

    def count_absent(self, part: pl.DataFrame, facts: list[str]) -> None:
        """Add, for each fact asked about, the cases in which it is absent."""
        for name in facts:
            self.missing[name] += part[name].null_count()
