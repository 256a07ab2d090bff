"""caseclose practice: a made office that lives through a year, to see the whole of it and to learn on."""

from __future__ import annotations

import os
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from caseclose.cli import options
from caseclose.cli.caseload import bar
from caseclose.cli.console import DAY, out, print_json, stop
from caseclose.cli.day import weather
from caseclose.cli.wiring import Wiring, ready

if TYPE_CHECKING:
    from caseclose.casework.selectors.happenings import Happenings
    from caseclose.practice.year import Lived

DSN = "CASECLOSE_DSN"
SHOWN = {
    "RequestRecorded": "requests arrived",
    "RequestDeclined": "requests declined",
    "RequestReturned": "requests returned",
    "RequestWithdrawn": "requests withdrawn",
    "ClosureProposed": "closings proposed",
    "ClosureApproved": "closings approved",
    "NoticeSent": "notices sent",
    "LetterStored": "letters made",
    "MailReturned": "notices that came back",
    "ReplyRecorded": "replies arrived",
    "CaseKeptOpen": "cases kept open",
    "CaseClosed": "cases closed",
    "ReleaseSent": "releases sent",
    "ReleaseConfirmed": "releases confirmed",
    "PaymentReceived": "payments received",
    "PaymentSent": "orders to pay out",
    "PaymentHeld": "payments held",
    "CaseReopened": "cases reopened",
}
"""The kinds of journal entries that the table of months shows, and their names."""


@click.group()
def practice() -> None:
    """Practise on made cases, in a database of their own."""


@practice.command()
@click.option("--state", required=True, metavar="XX", help="The state whose policy the office works under.")
@click.option("--cases", type=click.IntRange(1, 100_000), default=1000, show_default=True, help="How many cases.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=7, show_default=True, help="Same seed, same year.")
@click.option("--since", type=DAY, default="2025-11-24", show_default=True, metavar="DATE", help="The first day.")
@click.option("--until", type=DAY, default="2026-11-22", show_default=True, metavar="DATE", help="The last day.")
@weather
@options.as_json
def year(state: str, cases: int, seed: int, since: date, until: date, weather: str, *, as_json: bool) -> None:
    """Fill an empty embedded database with made cases, and let an office live through a year of closings.

    Requests arrive and are answered, workers propose and supervisors approve, notices go out, replies come in, cases
    close, remedies are let go of, payments go on, and somebody comes back. Every step is taken as people take it, and
    stands in the journal. Then: caseclose history CASE, caseclose case show CASE, caseclose audit verify.
    """
    if os.environ.get(DSN):
        stop(f"{DSN} is set, and practice is not for a database that may hold real cases", todo=f"Unset {DSN}.")
    if state.lower() not in options.load_policy(()).states:
        stop(f"there is no policy for '{state}'")
    if until < since:
        stop("the last day lies before the first", todo="Give --since and --until the other way round.")
    wiring = ready()
    lived = live_through(wiring, state.lower(), cases, seed, since, until, weather)
    _tell(lived, since, until, as_json=as_json)


def live_through(wiring: Wiring, state: str, cases: int, seed: int, since: date, until: date, weather: str) -> Lived:
    """Fill the empty database with cases, and let the office live through the days. Stops where it cannot."""
    from caseclose.casework.models import Case
    from caseclose.practice.year import live

    if Case.objects.exists():
        stop("there are cases in this database already", todo="Throw it away with: caseclose db reset --yes")
    connected = wiring.connect(weather)
    if not connected.practice:
        stop("the parties outside are real", todo="Unset CASECLOSE_PARTIES: practice is for practice parties.")
    _fill(wiring, state, cases, seed, since)
    days = (until - since).days + 1
    with bar("days") as progress:
        shown = progress.add_task("", total=days)
        return live(
            state=state, since=since, until=until, seed=seed, ports=connected.ports,
            progress=lambda done: progress.update(shown, completed=done),
        )  # fmt: skip


def _fill(wiring: Wiring, state: str, cases: int, seed: int, since: date) -> None:
    """Make the records and import them, as the extract of a statewide system."""
    from caseclose.caseload.making.records import make_records
    from caseclose.casework.importing.records import import_records

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "records"
        make_records(folder, cases=cases, seed=seed, state=state.upper(), as_of=since)
        import_records(folder=folder, on=since, at=wiring.now(), by="practice")


def _tell(lived: Lived, since: date, until: date, *, as_json: bool) -> None:
    from caseclose.casework.selectors.happenings import case_with_most_to_tell, happenings, money_moved
    from caseclose.casework.selectors.history import history_of
    from caseclose.casework.selectors.releases import unaccounted_releases
    from caseclose.casework.selectors.tasks import open_tasks

    happened, number = happenings(since, until), case_with_most_to_tell(since, until)
    forgotten, money = len(unaccounted_releases(until)), money_moved(since, until)
    if as_json:
        print_json({"days": lived.days, "work": lived.done, "troubles": lived.troubles, **_plain(happened),
                    "money": {name: str(amount) for name, amount in money.items()}, "tasks": open_tasks(),
                    "releases_forgotten": forgotten, "case_to_look_at": number})  # fmt: skip
        return
    _print_months(happened)
    console, waiting = out(), _named(open_tasks())
    for label, counted in (("Cases closed under", happened.criteria), ("They became", happened.outcomes),
                           ("Release orders", happened.releases), ("Letters owed", happened.letters),
                           ("All cases now", happened.cases), ("Waits for a person", waiting)):  # fmt: skip
        said = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in counted.items())
        console.print(f"{label}: {said or 'nothing'}.", markup=False)
    said = ", ".join(f"{name} ${amount:,.2f}" for name, amount in money.items())
    console.print(f"Money: {said or 'none'}.", markup=False)
    console.print(f"Releases that nobody accounts for: {forgotten}.", markup=False)
    if number is not None:
        console.print(f"\nThe story of case {number}:", markup=False)
        for sentence in history_of(number):
            console.print(f"  {sentence.on}  {sentence.words}", markup=False)


def _named(tasks: dict[str, int]) -> dict[str, int]:
    from caseclose.casework.selectors.task_words import kind_of_task

    return {kind_of_task(kind, "en"): count for kind, count in tasks.items()}


def _plain(happened: Happenings) -> dict[str, Any]:
    page = asdict(happened)
    page["kinds"] = {kind: {f"{month:%Y-%m}": n for month, n in found.items()} for kind, found in page["kinds"].items()}
    return page


def _print_months(happened: Happenings) -> None:
    months = sorted({month for found in happened.kinds.values() for month in found})
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for month in months:
        table.add_column(f"{month:%b}\n{month:%Y}", justify="right")
    table.add_column("all", justify="right", style="bold")
    for kind, words in SHOWN.items():
        found = happened.kinds.get(kind, {})
        if found:
            table.add_row(words, *[str(found.get(month, "·")) for month in months], f"{sum(found.values()):,}")
    out().print(table)
