"""caseclose records: the extract of a statewide system, checked and brought into the records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from rich.table import Table

from caseclose.caseload.columns import CaseloadError
from caseclose.caseload.refusals import REPORT
from caseclose.cli import options
from caseclose.cli.caseload import bar
from caseclose.cli.console import CHECK_FAILED, DAY, OK, ROWS_REFUSED, out, print_json, stop
from caseclose.cli.wiring import Moment, ready

if TYPE_CHECKING:
    import polars as pl

    from caseclose.casework.importing.records import Imported

FOLDER = click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
ON = click.option("--on", "on", type=DAY, required=True, metavar="DATE", help="The day of the extract.")
TO = click.option("--report", type=click.Path(dir_okay=False, path_type=Path), default=REPORT, show_default=True,
                  help="Where refused rows are listed, if there are any, with their values masked.")  # fmt: skip


@click.group()
def records() -> None:
    """Bring the extract of a statewide system into the case records.

    FOLDER holds one CSV or Parquet file for each table: cases.csv, persons.csv and so on. The tables and their columns
    are described, as a Frictionless Data Package, by: caseclose records schema
    """


@records.command()
def schema() -> None:
    """Print the schema of an extract: datapackage.json."""
    from caseclose.casework.importing.descriptor import shipped_text

    click.echo(shipped_text(), nl=False)


@records.command()
@FOLDER
@ON
@TO
@options.as_json
def check(folder: Path, on: date, report: Path, *, as_json: bool) -> None:
    """Check an extract without importing it. Exits with 1 where rows would be refused. No database is needed."""
    from caseclose.casework.importing.examine import check_records

    with _progress() as told:
        try:
            checked = check_records(folder=folder, on=on, progress=told)
        except CaseloadError as error:
            stop(str(error), todo=error.todo)
    rows = {name: table.rows for name, table in checked.tables.items()}
    refused = {name: table.refused for name, table in checked.tables.items()}
    _write_report(report, checked.refusals)
    if as_json:
        print_json({"rows": rows, "refused": refused, "report": str(report) if any(refused.values()) else None})
    else:
        _print_tables({name: (rows[name], refused[name]) for name in rows}, ("rows", "refused"))
        _print_refused(sum(refused.values()), report)
    raise SystemExit(CHECK_FAILED if any(refused.values()) else OK)


@records.command("import")
@FOLDER
@ON
@click.option("--by", required=True, metavar="NAME", help="Who imports. The journal keeps the name.")
@click.option("--at", "at", type=Moment(), metavar="MOMENT", help="The moment (default: now).")
@TO
@options.as_json
def import_(folder: Path, on: date, by: str, at: datetime | None, report: Path, *, as_json: bool) -> None:
    """Import an extract. It is checked whole before anything is written; good rows are then taken, others refused.

    The same extract again changes nothing. An import that was interrupted goes on where it stopped: give the same
    command again. Cases of which rows were refused are held back from closing until an extract brings them right.
    """
    wiring = ready()
    from django.db import Error

    from caseclose.casework.importing.merging import ImportStopped
    from caseclose.casework.importing.records import import_records

    with _progress() as told:
        try:
            imported = import_records(folder=folder, on=on, at=at or wiring.now(), by=by, progress=told)
        except (CaseloadError, ImportStopped) as error:
            stop(str(error), todo=error.todo)
        except Error as error:
            _no_database(error)
    _write_report(report, imported.refusals)
    if as_json:
        print_json(_page(imported, report))
    else:
        _print_imported(imported, report)
    raise SystemExit(ROWS_REFUSED if any(imported.refused.values()) else OK)


def _no_database(error: Exception) -> NoReturn:
    reason = str(error).strip().split("\n", 1)[0]
    stop(f"the database cannot be used: {reason}", todo="See to it with: caseclose db status, caseclose db start")


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Yield what is told of the progress: what is done, how far, of how much."""
    tasks: dict[str, Any] = {}
    with bar("{task.description}") as progress:

        def told(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done)

        yield told


def _write_report(report: Path, refusals: pl.DataFrame) -> None:
    from caseclose.casework.importing.refused import write_report

    if refusals.height:
        try:
            write_report(report, refusals)
        except OSError as error:
            stop(
                f"{report}: {error.strerror or error}", todo="Name another place with --report; run the command again."
            )


def _page(imported: Imported, report: Path) -> dict[str, Any]:
    refused = any(imported.refused.values())
    return {
        "new": imported.new,
        "resumed": imported.resumed,
        "tables": {
            name: {
                "rows": imported.rows[name],
                "added": written.added,
                "changed": written.changed,
                "refused": imported.refused[name],
            }
            for name, written in imported.tables.items()
        },
        "unchanged_files": list(imported.unchanged),
        "cases_held": imported.held,
        "cases_let_go": imported.let_go,
        "report": str(report) if refused else None,
    }


def _print_imported(imported: Imported, report: Path) -> None:
    console = out()
    if not imported.new:
        console.print("Every file was imported before; nothing was to be done.")
        return
    rows = {
        name: (imported.rows[name], written.added, written.changed, imported.refused[name])
        for name, written in imported.tables.items()
    }
    _print_tables(rows, ("rows", "added", "changed", "refused"))
    if imported.resumed:
        console.print("This went on with an import that had been interrupted.")
    if imported.held:
        console.print(f"Held back from closing, since rows of theirs were refused: {_cases(imported.held)}.")
    if imported.let_go:
        console.print(f"No longer held back, since their rows came right: {_cases(imported.let_go)}.")
    _print_refused(sum(imported.refused.values()), report)


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count:,} cases"


def _print_tables(rows: Mapping[str, tuple[int, ...]], heads: tuple[str, ...]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("table")
    for head in heads:
        table.add_column(head, justify="right")
    for name, figures in rows.items():
        table.add_row(name, *(f"{figure:,}" for figure in figures))
    out().print(table)


def _print_refused(count: int, report: Path) -> None:
    if count:
        out().print(f"[yellow]{count:,} {'row was' if count == 1 else 'rows were'} refused[/]; see ", end="")
        out().print(str(report), markup=False)
