"""Caseclose: the walk over one case after the other, and the same criteria asked of all cases at once."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.facts import criteria, frame, one_by_one, questions
from benchmarks.worker import Stopwatch


def work(folder: str, cases: int, *, at_once: bool) -> dict[str, Any]:
    """Answer the ten criteria for the first `cases` cases. An unknown answer stays unknown."""
    table = frame(folder, cases)
    if at_once:
        watch = Stopwatch()
        found = table.lazy().select(questions()).collect()
        return {**watch.seconds(), "cases": found.height, "unknown": sum(found.null_count().row(0))}
    rows = one_by_one(table)
    weigh = [one.weigh for one in criteria().values()]
    watch = Stopwatch()
    answers = [[ask(facts) for ask in weigh] for facts in rows]
    spent = watch.seconds()
    return {**spent, "cases": len(rows), "unknown": sum(answer is None for row in answers for answer in row)}
