"""Making case records: the folder of an extract, as a statewide system would write it, of cases that never were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

import polars as pl

from caseclose.caseload.aside import remove, written_aside
from caseclose.caseload.making.book import shipped_book, shipped_digest
from caseclose.caseload.making.cases import BATCH_ROWS, Cases
from caseclose.caseload.making.facts import fact_kinds
from caseclose.caseload.making.files import ABOUT_KEY, ROW_GROUP_ROWS
from caseclose.caseload.making.make import MadeCaseload, check_wanted
from caseclose.caseload.making.tables.book import records_digest, shipped_records
from caseclose.caseload.making.tables.drawing import PLACE, Tables, draw
from caseclose.caseload.making.tables.efforts import efforts
from caseclose.caseload.making.tables.findings import findings
from caseclose.caseload.making.tables.money import money
from caseclose.caseload.making.tables.people import agencies, offices, people, with_family
from caseclose.law.reading import shipped

Ending: TypeAlias = Literal["parquet", "csv"]
_PARTS = "parts"


def make_records(
    out: Path,
    *,
    cases: int,
    seed: int,
    state: str,
    as_of: date,
    ending: Ending = "parquet",
    progress: Callable[[int], None] | None = None,
) -> MadeCaseload:
    """Make the records of `cases` cases that never were, and write them to the folder `out`, whole or not at all.

    They are the cases that `make_caseload` makes of the same seed, state and day. Each table is one file. The same
    arguments always give the same rows. `progress` is told how many cases are made so far. Raises FileExistsError if
    something stands at `out` already, and ValueError for a count, a seed or a state that cannot be.
    """
    check_wanted(cases, seed, state)
    if out.exists():
        raise FileExistsError(f"There is already something at {out}. Made records never replace anything.")
    wanted = Cases(shipped_book(), fact_kinds(), cases, seed, state, as_of)
    text = about(cases, seed, state, as_of)
    with written_aside(out) as folder:
        parts = folder / _PARTS
        _put(parts, "offices", 0, offices(state, _zone(state)))
        _put(parts, "agencies", 0, agencies())
        for number, tables in enumerate(_batches(wanted)):
            for name, rows in tables.items():
                _put(parts, name, number, rows.drop(PLACE))
            if progress is not None:
                progress(min((number + 1) * BATCH_ROWS, cases))
        for table in sorted(parts.iterdir()):
            _one_file(table, folder / f"{table.name}.{ending}", text)
        remove(parts)
        (folder / "README.txt").write_text(text + "\n", "utf-8")
    return MadeCaseload(out, cases, seed, state, as_of, tuple(sorted(out.iterdir())))


def about(cases: int, seed: int, state: str, as_of: date) -> str:
    """Return the sentences that go with made records: that they are made, and how to make them again."""
    return (
        "These case records are made, not real. No person, address, case or document in them is anyone's.\n"
        f"They are the records of {cases:,} cases for {state} as of {as_of.isoformat()}, drawn with seed {seed} from\n"
        f"the figures in made.toml (SHA-256 {shipped_digest()}) and records.toml (SHA-256 {records_digest()}).\n"
        f"To make them again: caseclose caseload make OUT --records --cases {cases} --seed {seed}"
        f" --state {state.lower()} --on {as_of.isoformat()}"
    )


def _zone(state: str) -> str:
    text = shipped().layer(state.lower()).state
    if text is None:
        raise ValueError(f"There is no page for the state {state}.")
    return text.zone


def _batches(wanted: Cases) -> Iterator[Tables]:
    """Yield the tables batch by batch, each in the order of the cases."""
    for number in range(-(-wanted.count // BATCH_ROWS)):
        drawn = with_family(draw(wanted, shipped_records(), number))
        tables = {**people(drawn), **money(drawn), **efforts(drawn), **findings(drawn)}
        last = str(wanted.count).zfill(8)
        yield {
            name: rows.filter(pl.col(PLACE) <= last).sort(PLACE, maintain_order=True) for name, rows in tables.items()
        }


def _put(parts: Path, name: str, number: int, rows: pl.DataFrame) -> None:
    folder = parts / name
    folder.mkdir(parents=True, exist_ok=True)
    rows.write_parquet(folder / f"{number:05}.parquet", compression="lz4")


def _one_file(parts: Path, out: Path, text: str) -> None:
    rows = pl.scan_parquet(parts, glob=False)
    if out.suffix == ".csv":
        rows.sink_csv(out)
    else:
        rows.sink_parquet(out, row_group_size=ROW_GROUP_ROWS, metadata={ABOUT_KEY: text})
