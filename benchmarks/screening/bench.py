"""The contest: rounds in turn, medians, equal answers, memory, and cost in proportion to cases."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.caseload import made
from benchmarks.figures import GIGABYTE, Findings, Line, Row, Setting
from benchmarks.screening.duckdb_shapes import OTHER_SHAPES
from benchmarks.worker import run

NAME = "screening"
Answer = dict[str, Any]
Counts = dict[str, dict[str, int]]
MILLION = 1_000_000
LARGE = 2_000_000
"""In a smaller caseload a quarter is less than one part, and what is done once for a whole run tilts the comparison."""


class DifferentAnswersError(Exception):
    """Two contestants counted differently, so their times cannot be compared."""


def find(setting: Setting) -> Findings:
    """Run the contest."""
    folder = str(made(setting))
    contestants: dict[str, Callable[[], Answer]] = {
        "Caseclose": lambda: run("screening.by_caseclose", folder=folder, cases=setting.cases),
        "Polars by hand": lambda: run("screening.by_polars", folder=folder, cases=setting.cases),
        "DuckDB by hand": lambda: run("screening.by_duckdb", folder=folder),
        "verdicts only": lambda: run("screening.by_caseclose", folder=folder, cases=setting.cases, verdicts_only=True),
        "bare scan": lambda: run("screening.scan", folder=folder, cases=setting.cases),
    }
    rounds = in_turn(contestants, setting.rounds)
    shapes = {shape: run("screening.by_duckdb", folder=folder, shape=shape) for shape in OTHER_SHAPES}
    ours = rounds["Caseclose"][0]["counts"]
    for name in ("Caseclose", "Polars by hand", "DuckDB by hand"):
        check_equal(ours, rounds[name], name)
    check_equal(ours, list(shapes.values()), "DuckDB by hand, in another shape")
    pieces = {setting.cases: rounds["Caseclose"]}
    for share in (2, 4):
        some = setting.cases // share
        pieces[some] = [run("screening.by_caseclose", folder=folder, cases=some) for _ in range(setting.rounds)]
    figures = {
        "contestants": {name: _summed(answers) for name, answers in rounds.items()},
        "duckdb_shapes": {shape: _summed([answer]) for shape, answer in shapes.items()},
        "seconds_per_million": {str(cases): _per_million(answers, cases) for cases, answers in pieces.items()},
        "counts": ours,
        "answers_equal": True,
    }
    rows = [Row(name, _per_million(answers, setting.cases), "s/million") for name, answers in rounds.items()]
    return Findings(NAME, "One state screened, verdicts and missing evidence", rows, _lines(rounds, pieces), figures)


def in_turn(contestants: dict[str, Callable[[], Answer]], rounds: int) -> dict[str, list[Answer]]:
    """Let the contestants run one after the other, `rounds` times over, after one run that only warms the disk."""
    contestants["bare scan"]()
    found: dict[str, list[Answer]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, contestant in contestants.items():
            found[name].append(contestant())
    return found


def check_equal(ours: Counts, answers: list[Answer], name: str) -> None:
    """Raise DifferentAnswersError unless every count of every answer is the same as ours."""
    for answer in answers:
        theirs: Counts = answer["counts"]
        differing = [
            f"{kind} {rule}: {ours[kind].get(rule)} and {theirs[kind].get(rule)}"
            for kind in ours
            for rule in ours[kind].keys() | theirs[kind].keys()
            if ours[kind].get(rule) != theirs[kind].get(rule)
        ]
        if differing:
            raise DifferentAnswersError(f"Caseclose and {name} differ: {'; '.join(sorted(differing)[:10])}")


def _lines(rounds: dict[str, list[Answer]], pieces: dict[int, list[Answer]]) -> list[Line]:
    seconds = {name: median(answer["seconds"] for answer in answers) for name, answers in rounds.items()}
    ours = seconds["Caseclose"]
    memory = max(answer["peak_bytes"] for answer in rounds["Caseclose"]) / GIGABYTE
    rates = [_per_million(answers, cases) for cases, answers in pieces.items()]
    lines = [
        Line("time of Caseclose / Polars by hand", ours / seconds["Polars by hand"], "x", at_most=1.25),
        Line("time of DuckDB by hand / Caseclose", seconds["DuckDB by hand"] / ours, "x", at_least=3),
        Line("time of verdicts only / bare scan", seconds["verdicts only"] / seconds["bare scan"], "x", at_most=3),
        Line("peak memory of Caseclose", memory, "GB", at_most=2),
    ]
    if max(pieces) >= LARGE:
        even = max(rates) / min(rates)
        lines.append(Line("dearest / cheapest million of 1/4, 1/2, all", even, "x", at_most=1.25))
    return lines


def _per_million(answers: list[Answer], cases: int) -> float:
    return float(median(answer["seconds"] for answer in answers)) / cases * MILLION


def _summed(answers: list[Answer]) -> dict[str, Any]:
    return {
        "seconds": [answer["seconds"] for answer in answers],
        "processor_seconds": [answer["processor_seconds"] for answer in answers],
        "peak_bytes": max(answer["peak_bytes"] for answer in answers),
    }
