"""caseclose caseload make: a made caseload to try things on."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import click
import polars as pl
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from caseclose.caseload.aside import remove
from caseclose.caseload.making.make import make_caseload
from caseclose.caseload.making.records import make_records
from caseclose.casework.importing.descriptor import shipped_schema
from caseclose.cli.console import DAY, err, out, print_json, stop
from caseclose.cli.options import as_json, load_policy

DEFAULT_DAY = date(2026, 11, 22)


@click.group()
def caseload() -> None:
    """Make caseloads to try things on."""


def bar(label: str) -> Progress:
    """A progress bar on stderr; silent where stderr is no terminal."""
    console = err()
    return Progress(
        TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console,
        disable=not console.is_terminal, transient=True,
    )  # fmt: skip


@caseload.command()
@click.argument("path", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--cases", type=click.IntRange(1, 50_000_000), required=True, help="How many cases.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Same seed, same cases.")
@click.option("--state", required=True, metavar="XX", help="The state, such as ca or ar.")
@click.option("--on", "on", type=DAY, default=DEFAULT_DAY.isoformat(), show_default=True, metavar="DATE",
              help="The day from which ages and spans are counted back.")  # fmt: skip
@click.option("--records", is_flag=True, help="Make case records, as `caseclose records import` takes them.")
@click.option("--csv", "as_csv", is_flag=True, help="With --records: CSV files rather than Parquet files.")
@click.option("--replace", is_flag=True, help="Write over what is there already.")
@as_json
def make(
    path: Path, cases: int, seed: int, state: str, on: date, *, records: bool, as_csv: bool, replace: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Write a MADE caseload: no person in it is real. OUT ends in .parquet or .csv, or is a folder.

    Its proportions follow published national figures; facts are missing in it as they are in life, and cases lie on
    both sides of every limit. With --records OUT is a folder with one file for each table of the case records.
    """
    maker = partial(make_records, ending="csv" if as_csv else "parquet") if records else make_caseload
    book = load_policy(())
    if state.lower() not in book.states:
        stop(f"there is no policy for '{state}'", todo=f"There is policy for: {', '.join(book.states)}.")
    if path.exists():
        clear(path, replace=replace)
    with bar("making cases") as progress:
        task = progress.add_task("", total=cases)
        try:
            made = maker(
                path, cases=cases, seed=seed, state=state.upper(), as_of=on,
                progress=lambda done: progress.update(task, completed=done),
            )  # fmt: skip
        except OSError as error:
            stop(f"{error.filename or path}: {error.strerror or error}", todo="Nothing was written.")
        except pl.exceptions.ComputeError as error:
            stop(f"{path}: the file cannot be written ({error})", todo="Nothing was written.")
    if as_json:
        print_json({"out": str(made.path), "cases": made.cases, "seed": made.seed, "state": made.state.lower(),
                    "on": made.as_of, "made": True, "files": [str(file) for file in made.files]})  # fmt: skip
        return
    words = f"Made {made.cases:,} cases (seed {made.seed}) in {made.path}. They are made up: nobody in them is real."
    out().print(words, markup=False)


def clear(path: Path, *, replace: bool) -> None:
    """Make way for a new caseload, or stop: without --replace, and where a folder holds anything else."""
    if not replace:
        stop(f"{path} is there already", todo="Name another place, or use --replace to write it anew.")
    other = [entry.name for entry in path.iterdir() if not _made(entry.name)] if path.is_dir() else []
    if other:
        stop(f"{path} holds other things, such as {other[0]}, so it is not replaced", todo="Name another place.")
    remove(path)


def _made(name: str) -> bool:
    stem, _, ending = name.rpartition(".")
    part = stem.startswith("part-") and ending == "parquet"
    return name == "README.txt" or part or (stem in shipped_schema().tables and ending in {"parquet", "csv"})
