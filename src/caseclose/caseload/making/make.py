"""Making a caseload."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from caseclose.caseload.making.book import shipped_book, shipped_digest
from caseclose.caseload.making.cases import Cases
from caseclose.caseload.making.facts import fact_kinds
from caseclose.caseload.making.files import write

_STATE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class MadeCaseload:
    """What was made, and where it stands."""

    path: Path
    cases: int
    seed: int
    state: str
    as_of: date
    files: tuple[Path, ...]


def make_caseload(
    out: Path, *, cases: int, seed: int, state: str, as_of: date, progress: Callable[[int], None] | None = None
) -> MadeCaseload:
    """Make `cases` cases that never were and write them to `out`, whole or not at all.

    `out` ending in .parquet or .csv becomes one file, anything else a folder of Parquet parts with a README.txt. The
    same cases, seed, state and day always give the same rows, and fewer cases give the first of them. `progress` is
    told how many cases are made so far. Raises FileExistsError if something stands at `out` already, and ValueError
    for a count, a seed or a state that cannot be.
    """
    check_wanted(cases, seed, state)
    wanted = Cases(shipped_book(), fact_kinds(), cases, seed, state, as_of)
    files = write(_told(wanted.frames(), progress), wanted.columns, out, about(cases, seed, state, as_of))
    return MadeCaseload(out, cases, seed, state, as_of, files)


def about(cases: int, seed: int, state: str, as_of: date) -> str:
    """Return the sentences that go with a made caseload: that it is made, and how to make it again."""
    return (
        "This caseload is made, not real. No case in it is any family's case.\n"
        f"It has {cases:,} cases for {state} as of {as_of.isoformat()}, drawn with seed {seed} from the figures in"
        f" made.toml (SHA-256 {shipped_digest()}).\n"
        f"To make it again: make_caseload(Path('...'), cases={cases}, seed={seed}, state='{state}',"
        f" as_of=date({as_of.year}, {as_of.month}, {as_of.day})), from caseclose.caseload.making.make"
    )


def check_wanted(cases: int, seed: int, state: str) -> None:
    """Raise ValueError for a count, a seed or a state that cannot be."""
    if cases < 1:
        raise ValueError(f"A caseload needs at least one case, not {cases}.")
    if seed < 0:
        raise ValueError(f"A seed is a whole number from 0, not {seed}.")
    if not _STATE.fullmatch(state):
        raise ValueError(f"A state is two capital letters such as AR, not {state!r}.")


def _told(frames: Iterable[pl.DataFrame], progress: Callable[[int], None] | None) -> Iterator[pl.DataFrame]:
    made = 0
    for frame in frames:
        yield frame
        made += len(frame)
        if progress is not None:
            progress(made)
