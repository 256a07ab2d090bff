"""Polars by hand: the expressions of benchmarks/by_hand over the same parts."""

from __future__ import annotations

from typing import Any

import polars as pl

from benchmarks.by_hand.polars_missing import MISSING, missing_words
from benchmarks.by_hand.polars_verdicts import VERDICTS
from benchmarks.screening.parts import MET, NOT_MET, UNKNOWN, WORDS, Counts, parts
from benchmarks.worker import Stopwatch


def in_words(name: str) -> pl.Expr:
    """Turn a verdict column into the words met, not_met, unknown."""
    not_met, met, unknown = (pl.lit(WORDS.categories[code], WORDS) for code in (NOT_MET, MET, UNKNOWN))
    known = pl.when(pl.col(name)).then(met).otherwise(not_met)
    return pl.when(pl.col(name).is_null()).then(unknown).otherwise(known).alias(name)


def work(folder: str, cases: int) -> dict[str, Any]:
    """Screen the first `cases` cases of `folder`."""
    watch = Stopwatch()
    counts = Counts()
    words = [in_words(name) for name in VERDICTS]
    missing = [missing_words(name, bits).alias(f"missing {name}") for name, bits in MISSING.items()]
    for part in parts(folder, cases):
        found = part.with_columns(**VERDICTS).select(*words, *missing).collect()
        lacking = found.select(pl.col(f"missing {name}").alias(name) for name in MISSING)
        counts.add(found.select(*VERDICTS), lacking)
    return {**watch.seconds(), "counts": counts.as_dict()}
