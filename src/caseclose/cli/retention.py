"""caseclose retention: the end of records, which takes two people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import ROLES, refuse
from caseclose.cli.console import CHECK_FAILED, DAY, OK, out, print_json, stop
from caseclose.cli.many import case_numbers
from caseclose.cli.wiring import Moment, Wiring, ready
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

SHOWN = 1_000


@click.group()
def retention() -> None:
    """See which records may be destroyed, and destroy them.

    \b
    report    record the financial report that the time is counted from
    due       list the closed cases whose records may be destroyed
    why       say what keeps the records of one case, and until when
    propose   one person proposes, by name
    approve   another person approves
    destroy   the records go; the receipt stays
    verify    check that nothing is left, and that the journal holds

    A hold on the case or on a linked one wins, always.
    """


def officer(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every act on records."""
    for option in (
        options.as_json,
        click.option("--at", "at", type=Moment(), metavar="MOMENT", help="The moment (default: now)."),
        options.day_option(required=True),
        click.option("--by", required=True, metavar="NAME", help="Who acts. The receipt keeps the name."),
        click.option("--role", type=ROLES, default="records_officer", show_default=True),
        click.option("--cases", "listed", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
                     help="A file with one case number a line, instead of naming cases."),
        click.argument("numbers", metavar="[CASE]...", nargs=-1),
    ):  # fmt: skip
        command = option(command)
    return command


@retention.command()
@options.state_option(required=True)
@click.option("--from", "begins_on", type=DAY, required=True, metavar="DATE", help="The first day that it covers.")
@click.option("--to", "ends_on", type=DAY, required=True, metavar="DATE", help="The last day that it covers.")
@click.option("--reported-on", type=DAY, required=True, metavar="DATE", help="The day on which it was handed in.")
@click.option("--by", required=True, metavar="NAME")
@click.option("--role", type=ROLES, default="records_officer", show_default=True)
@options.day_option(required=True)
@options.as_json
def report(state: str, begins_on: date, ends_on: date, reported_on: date, by: str, role: str, on: date,
           *, as_json: bool) -> None:  # fmt: skip
    """Record a state's final financial report. Records of cases that ended in its time are kept from its day too."""
    wiring = ready()
    from caseclose.casework.services.retention.financial_reports import record_report

    try:
        new = record_report(state=state, begins_on=begins_on, ends_on=ends_on, reported_on=reported_on,
                            by=Actor(by, Role(role)), on=on, at=wiring.now())  # fmt: skip
    except Refused as refused:
        refuse(refused, as_json=as_json)
    if as_json:
        print_json({"recorded": new})
    else:
        out().print("The report is recorded." if new else "The report was recorded before.")


@retention.command()
@options.day_option(required=True)
@click.option("--office", default="", metavar="CODE", help="Only the cases of this office.")
@click.option("--limit", type=click.IntRange(1), default=SHOWN, show_default=True, help="How many to list at most.")
@options.as_json
def due(on: date, office: str, limit: int, *, as_json: bool) -> None:
    """List the closed cases whose records may be destroyed on a day."""
    ready()
    from caseclose.casework.selectors.retention import records_due

    found = list(islice(records_due(on, office=office), limit))
    if as_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        out().print(f"case {each.case}  ended {each.ended_on}  kept until {each.keep_until}", markup=False)
    out().print(f"{len(found):,} cases." if found else "No records are due.")


@retention.command()
@click.argument("number", metavar="CASE")
@options.day_option(required=True)
@options.as_json
def why(number: str, on: date, *, as_json: bool) -> None:
    """Say how the records of a case stand on a day: due, or what keeps them, and until when."""
    ready()
    from caseclose.casework.selectors.retention import holds_near, retention_of

    standing = next(retention_of([number], on), None)
    if standing is None:
        stop(f"there is no case {number}")
    holds = [{"hold": each.pk, "case": each.case_id, "kind": each.kind, "owner": each.owner}
             for each in holds_near(number, on)]  # fmt: skip
    page = {**asdict(standing), "holds": holds}
    if as_json:
        print_json(page)
        return
    for name in ("standing", "ended_on", "reported_on", "keep_until"):
        out().print(f"{name.replace('_', ' ')}: {page[name] or 'not known'}", markup=False)
    for each in holds:
        out().print(f"hold {each['hold']} on case {each['case']}, {each['kind']}, {each['owner']}", markup=False)
    if standing.unsettled:
        out().print(f"still open: {', '.join(standing.unsettled)}", markup=False)


@retention.command()
@officer
def propose(**given: Any) -> None:  # noqa: ANN401 - the options of every act on records
    """Propose to destroy the records of cases. Nothing is destroyed."""
    from caseclose.casework.services.retention.destruction import propose_destruction

    _each(given, "is proposed", lambda number, **by: asdict(propose_destruction(number=number, **by)))


@retention.command()
@officer
def approve(**given: Any) -> None:  # noqa: ANN401 - the options of every act on records
    """Approve, as the second person, what another one proposed. Nothing is destroyed."""
    from caseclose.casework.services.retention.destruction import approve_destruction

    _each(given, "is approved", lambda number, **by: asdict(approve_destruction(number=number, **by)))


@retention.command()
@officer
def withdraw(**given: Any) -> None:  # noqa: ANN401 - the options of every act on records
    """Take back what was proposed or approved."""
    from caseclose.casework.services.retention.destruction import withdraw_destruction

    _each(given, "is taken back", lambda number, **by: asdict(withdraw_destruction(number=number, **by)))


@retention.command()
@officer
@click.option("--yes", is_flag=True, help="Do it: the records cannot be brought back.")
def destroy(*, yes: bool, **given: Any) -> None:  # noqa: ANN401 - the options of every act on records
    """Destroy the records that two people agreed on, and print the receipts."""
    if not yes:
        stop("this would destroy case records, and nothing brings them back", todo="If that is what you want: --yes")
    from caseclose.casework.services.retention.destruction import destroy_records, receipt_body

    _each(given, "is done", lambda number, **by: receipt_body(destroy_records(number=number, **by)))


def _each(given: dict[str, Any], done: str, act: Callable[..., dict[str, Any]]) -> None:
    """Do this for every case named, each in a transaction of its own; list those that are refused and exit with 1."""
    wiring: Wiring = ready()
    from caseclose.casework.models import Case

    by = {"by": Actor(given["by"], Role(given["role"])), "on": given["on"], "at": given["at"] or wiring.now()}
    answers, refusals = [], []
    for number in case_numbers(given["numbers"], given["listed"]):
        try:
            answers.append(act(number, **by))
        except Case.DoesNotExist:
            refusals.append({"case": number, "refused": "no_such_case", "words": f"There is no case {number}."})
        except Refused as refused:
            refusals.append({"case": number, "refused": refused.rule, "words": str(refused)})
    if given["as_json"]:
        print_json({"done": answers, "refused": refusals})
    else:
        out().print(f"{len(answers):,} cases: destruction {done}.", markup=False)
        for each in refusals:
            out().print(f"  case {each['case']}: {each['refused']}: {each['words']}", markup=False)
    raise SystemExit(CHECK_FAILED if refusals else OK)


@retention.command()
@click.argument("numbers", metavar="CASE...", nargs=-1, required=True)
@options.as_json
def verify(numbers: tuple[str, ...], *, as_json: bool) -> None:
    """Check destroyed cases: no row is left, the receipt is the journal's, and the chain holds. Exits with 1 if not."""
    ready()
    from caseclose.casework.services.audit import verify as check_chain
    from caseclose.casework.services.retention.destruction_check import check_destroyed

    found = {number: check_destroyed(number) for number in numbers}
    breaks = [asdict(each) for each in check_chain()]
    if as_json:
        print_json({"cases": found, "breaks": breaks})
    else:
        for number, faults in found.items():
            out().print(f"case {number}: {'; '.join(faults) or 'destroyed, with a receipt'}", markup=False)
        for each in breaks:
            out().print(f"journal, entry {each['number']}: {each['reason']}", markup=False)
    raise SystemExit(CHECK_FAILED if breaks or any(found.values()) else OK)
