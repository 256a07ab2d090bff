"""caseclose bulk: the same step on many cases, previewed first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from caseclose.caseload.refusals import REPORT
from caseclose.cli import options, reasons
from caseclose.cli.bulk_words import end, print_batch
from caseclose.cli.carrying_out import ROLES, refuse
from caseclose.cli.caseload import bar
from caseclose.cli.console import DAY, out, print_json, stop
from caseclose.cli.many import case_numbers
from caseclose.cli.wiring import Moment, ready
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

if TYPE_CHECKING:
    from caseclose.casework.models import Batch


@click.group()
def bulk() -> None:
    """Do the same to many cases: look first, then act.

    \b
    With --preview nothing changes: every case is tried, and each that would be refused is listed
    with the rule that refuses and what would satisfy it. The preview has a number and a fingerprint.
    With --from-preview NUMBER it is done, case by case. A run that is interrupted goes on where it
    stopped: give the same command again. A case that has changed since the preview is refused.
    """


def batches(role: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options that every batch has."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            options.as_json,
            click.option("--report", type=click.Path(dir_okay=False, path_type=Path), default=REPORT, show_default=True,
                         help="Where refused cases are listed, as CSV, if there are any."),
            click.option("--at", "at", type=Moment(), metavar="MOMENT", help="The moment (default: now)."),
            options.day_option(required=True),
            click.option("--role", type=ROLES, default=role, show_default=True),
            click.option("--by", default="", metavar="NAME", help="Who acts. Not needed for a preview."),
            click.option("--fingerprint", default="", metavar="HASH", help="Do it only if the preview has this one."),
            click.option("--from-preview", "number", type=int, metavar="NUMBER", help="Do what was previewed."),
            click.option("--preview", is_flag=True, help="Only look: change nothing."),
            click.option("--cases", "listed", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                         metavar="FILE", help="A file with one case number a line."),
        ):  # fmt: skip
            command = option(command)
        return command

    return add


OF_BATCH = click.option("--batch", "of", type=int, metavar="NUMBER", help="The cases that this batch acted on.")
REASON = click.option("--reason", default="", help="Why. The journal keeps it: name no person in it.")


@bulk.command()
@click.option("--under", default="", metavar="RULE", help="The criterion, as us.b7.")
@click.option("--candidates", is_flag=True, help="The cases that a screening of the records found closable under it.")
@click.option("--state", default="", metavar="XX", help="With --candidates: only those of this state.")
@click.option("--office", default="", metavar="CODE", help="With --candidates: only those of this office.")
@click.option("--screened-on", type=DAY, metavar="DATE", help="With --candidates: only those of that day's screening.")
@click.option("--first", type=click.IntRange(1), metavar="N", help="With --candidates: only the first N of them.")
@batches("caseworker")
def propose(under: str, state: str, office: str, screened_on: date | None, first: int | None, *, candidates: bool,
            **given: Any) -> None:  # fmt: skip  # noqa: ANN401 - the options that every batch has
    """Propose to close many cases under one criterion."""
    if given["preview"] and not under:
        stop("no criterion is named", todo="Name it with --under, as us.b7.")
    if candidates and given["listed"] is not None:
        stop("candidates are asked for, and cases are listed", todo="Give --candidates, or --cases FILE.")
    if not candidates and (state or office or screened_on or first):
        stop("--state, --office, --screened-on and --first choose among candidates", todo="Give --candidates too.")

    def selected() -> Mapping[str, int | None]:
        if not candidates:
            return _listed(given)
        from caseclose.casework.selectors.candidates import candidate_numbers

        found = candidate_numbers(state=state, office=office, criterion=under, screened_on=screened_on)[:first]
        if not found:
            _no_candidate(under)
        return dict.fromkeys(found)

    _go("propose", {"rule": under}, given, selected)


@bulk.command()
@OF_BATCH
@batches("supervisor")
def approve(of: int | None, **given: Any) -> None:  # noqa: ANN401 - the options that every batch has
    """Approve many closings, as a second person who proposed none of them. Each is an approval of its own."""
    _go("approve", {}, given, lambda: _selected(of, given))


@bulk.command("keep-open")
@OF_BATCH
@click.option("--reason", type=reasons.WHY_OPEN, metavar="NAME", help=reasons.WHY_OPEN_IN_WORDS)
@reasons.words
@batches("caseworker")
def keep_open(of: int | None, reason: str | None, words: str, **given: Any) -> None:  # noqa: ANN401 - the options of a batch
    """End many closings with the cases open, as after a wrong batch whose cases are not closed yet."""
    _needs_reason(reason or "", given)
    _go("keep_open", {"reason": reason or "", "words": words}, given, lambda: _selected(of, given))


@bulk.command()
@OF_BATCH
@click.option("--basis", type=click.Choice(["correction", "referral"]), default="correction", show_default=True)
@REASON
@batches("supervisor")
def reopen(of: int | None, basis: str, reason: str, **given: Any) -> None:  # noqa: ANN401 - the options of a batch
    """Open many closed cases again, as after a wrong batch.

    Releases that were not sent yet are taken back. Those that have gone are listed, and a person decides about them.
    """
    _needs_reason(reason, given)
    _go("reopen", {"basis": basis, "reason": reason}, given, lambda: _selected(of, given))


@bulk.command("list")
@options.as_json
def list_(*, as_json: bool) -> None:
    """List all batches, the newest first."""
    ready()
    from caseclose.casework.selectors.batches import batch_list

    found = batch_list()
    if as_json:
        print_json(found)
        return
    for row in found:
        counts = ", ".join(f"{name} {count:,}" for name, count in row["cases"].items())
        out().print(f"{row['batch']}  {row['kind']}  {row['state']}  {row['previewed_on']}  {counts}", markup=False)
    if not found:
        out().print("There is no batch.")


@bulk.command()
@click.argument("number", metavar="NUMBER", type=int)
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), default=REPORT, show_default=True,
              help="Where refused cases are listed, as CSV, if there are any.")  # fmt: skip
@options.as_json
def show(number: int, report: Path, *, as_json: bool) -> None:
    """Show what became of a batch."""
    ready()
    end(print_batch(number, report, as_json=as_json))


def _go(kind: str, asked: Mapping[str, str], given: dict[str, Any], selected: Callable[[], Mapping[str, int | None]]
        ) -> None:  # fmt: skip
    """Preview, or do what was previewed; print what came of it."""
    if given["preview"] == (given["number"] is not None):
        stop("a batch is previewed first, and done from its preview", todo="Give --preview, or --from-preview NUMBER.")
    wiring = ready()
    at = given["at"] or wiring.now()
    try:
        batch = _preview(kind, asked, selected(), given["on"], at) if given["preview"] else _run(kind, given, at)
    except Refused as refused:
        refuse(refused, as_json=given["as_json"])
    end(print_batch(batch.pk, given["report"], as_json=given["as_json"]))


def _preview(kind: str, asked: Mapping[str, str], selected: Mapping[str, int | None], on: date, at: datetime) -> Batch:
    from caseclose.casework.services.bulk.acts import BulkAct
    from caseclose.casework.services.bulk.previewing import preview

    with bar("{task.description}") as progress:
        task = progress.add_task("looking", total=len(selected))
        told = progress.update
        return preview(BulkAct(kind, **asked), selected, on=on, at=at,
                       progress=lambda done, total: told(task, completed=done, total=total))  # fmt: skip


def _run(kind: str, given: dict[str, Any], at: datetime) -> Batch:
    from caseclose.casework.models import Batch
    from caseclose.casework.services.bulk.running import run_batch

    if given["listed"] is not None or not given["by"]:
        stop("--from-preview goes with --by, and without --cases", todo="The preview says which cases are meant.")
    if not Batch.objects.filter(pk=given["number"], kind=kind).exists():
        stop(f"there is no preview {given['number']} of this kind", todo="See which there are: caseclose bulk list")
    with bar("{task.description}") as progress:
        task = progress.add_task("acting", total=None)
        told = progress.update
        return run_batch(batch=given["number"], by=Actor(given["by"], Role(given["role"])), on=given["on"], at=at,
                         fingerprint=given["fingerprint"],
                         progress=lambda done, total: told(task, completed=done, total=total))  # fmt: skip


def _listed(given: dict[str, Any]) -> Mapping[str, int | None]:
    if given["listed"] is None:
        stop("no case is selected", todo="List them in a file with --cases FILE.")
    return dict.fromkeys(case_numbers((), given["listed"]))


def _selected(of: int | None, given: dict[str, Any]) -> Mapping[str, int | None]:
    if (of is None) == (given["listed"] is None):
        stop("which cases are meant?", todo="Name a batch with --batch, or list cases in a file with --cases.")
    if of is None:
        return _listed(given)
    from caseclose.casework.selectors.batches import cases_of_batch

    return cases_of_batch(of)


def _no_candidate(under: str) -> NoReturn:
    """Say that none is waiting, and under which criteria some are."""
    from caseclose.casework.selectors.candidates import candidates_by_criterion

    waiting = ", ".join(f"{rule} ({count:,})" for rule, count in candidates_by_criterion().items())
    todo = f"Candidates are waiting under: {waiting}." if waiting else "Find some: caseclose screen --from-db"
    stop(f"no candidate like this is waiting under {under}", todo=todo)


def _needs_reason(reason: str, given: dict[str, Any]) -> None:
    if given["preview"] and not reason.strip():
        stop("a reason is needed", todo="Say why, with --reason.")
