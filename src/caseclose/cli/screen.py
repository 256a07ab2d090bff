"""caseclose screen: a whole caseload in; verdicts, missing evidence and candidates out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from caseclose.caseload.columns import CaseloadError
from caseclose.caseload.refusals import REPORT
from caseclose.cli import options
from caseclose.cli.caseload import bar
from caseclose.cli.console import OK, ROWS_REFUSED, out, print_json, stop
from caseclose.cli.wiring import ready
from caseclose.law.in_force import LawInForce
from caseclose.law.verdict import Verdict
from caseclose.screening.run import Progress, Screened, screen_frames
from caseclose.screening.run import screen as run_screening
from caseclose.screening.summary import summary

if TYPE_CHECKING:
    import polars as pl


@click.command()
@click.argument("caseload", type=click.Path(path_type=Path), required=False)
@click.option("--from-db", is_flag=True, help="Screen the state's cases in the case records, and keep the candidates.")
@options.state_option(required=True)
@options.day_option(required=True)
@click.option("--out", "out_dir", required=True, type=click.Path(path_type=Path), help="The folder for the results.")
@click.option("--replace", is_flag=True, help="Write over a result folder that is there already.")
@options.policy_dirs
@options.as_json
def screen(
    caseload: Path | None,
    state: str,
    on: date,
    out_dir: Path,
    policy_dirs: tuple[Path, ...],
    *,
    from_db: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Screen a caseload: a Parquet or CSV file, or a folder of them, one row a case; or one case in TOML or JSON.

    With --from-db it is the cases of the state's offices in the case records, and no CASELOAD is named.

    \b
    OUT/verdicts/    for each case and rule: met, not_met, unknown
    OUT/missing/     for each case and rule that is unknown: the facts that would settle it
    OUT/candidates/  the cases that may be closed, under which criteria, and what holds others back
    OUT/refused.csv  the rows that could not be read, with row, column and reason
    OUT/summary.json counts, and the policy that was used
    """
    if (caseload is None) is not from_db:
        raise click.UsageError("name a CASELOAD, or use --from-db")
    law = options.load_law(options.load_policy(policy_dirs), state, on)
    result = _screened(caseload, law, out_dir, replace=replace)
    page = summary(result.law, result.tally)
    if as_json:
        print_json({**page, "out": str(result.out)})
    else:
        _print_summary(page, result)
        if from_db and page["candidates"]:
            out().print(
                f"The candidates are kept: caseclose bulk propose --candidates --under RULE --on {on} --preview"
            )
    raise SystemExit(ROWS_REFUSED if result.refusals else OK)


def _screened(caseload: Path | None, law: LawInForce, out_dir: Path, *, replace: bool) -> Screened:
    """Screen a caseload, or the records where none is named, with a progress bar."""
    with bar("screening") as progress:
        task = progress.add_task("", total=None)

        def told(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        try:
            if caseload is None:
                return _from_records(law, out_dir, told, replace=replace)
            return run_screening(caseload, law, out_dir, replace=replace, progress=told)
        except CaseloadError as error:
            stop(str(error), todo=error.todo)


def _from_records(law: LawInForce, out_dir: Path, told: Progress, *, replace: bool) -> Screened:
    """Screen the records, and keep the candidates in them when the results are in place."""
    ready()
    from caseclose.casework.facts.reading import BadRecords
    from caseclose.casework.selectors.candidates import cases_of_state, frames_to_screen
    from caseclose.casework.services.candidates import keep_candidates

    kept: list[pl.DataFrame] = []
    frames, total = frames_to_screen(law.as_of, law.state), cases_of_state(law.state)
    try:
        result = screen_frames(frames, total, law, out_dir, replace=replace, progress=told, keep=kept.append)
    except BadRecords as error:
        stop(f"some case records cannot be read:\n{error}", todo="Bring them right with an import or a finding.")
    keep_candidates(state=law.state, found=kept, on=law.as_of, policy=law.policy.content_hash())
    return result


def _print_summary(page: dict[str, Any], result: Screened) -> None:
    console = out()
    console.print(f"[bold]{page['cases']:,} cases screened[/] for {page['state']} on {page['on']}")
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("criterion")
    for verdict in Verdict:
        table.add_column(verdict.value.replace("_", " "), justify="right")
    table.add_column("words", overflow="fold")
    for row in page["criteria"]:
        if row["governs"]:
            table.add_row(row["id"], *(f"{row[verdict]:,}" for verdict in Verdict), row["heading"])
    console.print(table)
    console.print(
        f"[bold]{page['candidates']:,}[/] cases can be proposed for closing; {page['held']:,} more are held by a gate."
    )
    _print_one_away(page, console)
    if result.refusals:
        console.print(f"[yellow]{page['refused']:,} rows were refused[/]; see ", end="")
        console.print(str(result.out / REPORT), markup=False)
    console.print(f"Results: {result.out}", markup=False)


def _print_one_away(page: dict[str, Any], console: Console) -> None:
    governing = {row["id"] for row in page["criteria"] if row["governs"]}
    rows = [row for row in page["one_fact_away"] if ".".join(row["rule"].split(".")[:2]) in governing]
    if rows:
        console.print("One fact away from an answer:")
        for row in rows[:5]:
            console.print(f"  {row['cases']:>9,} cases under {row['rule']}: find out {row['fact']}", markup=False)
