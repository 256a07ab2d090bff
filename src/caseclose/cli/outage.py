"""caseclose outage: times in which people could not reach the public site."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import ROLES, refuse
from caseclose.cli.console import out, print_json
from caseclose.cli.wiring import Moment, ready
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

MOST_SHOWN = 50


@click.group()
def outage() -> None:
    """Record when people could not reach the public site: what was due then is due later. The watch does too."""


@outage.command()
@click.option("--from", "began_at", type=Moment(), required=True, metavar="MOMENT", help="When it began.")
@click.option("--to", "ended_at", type=Moment(), required=True, metavar="MOMENT", help="When it was over.")
@click.option("--by", required=True, metavar="NAME", help="Who records it.")
@click.option("--role", type=ROLES, default="supervisor", show_default=True)
@options.day_option(required=True)
def record(began_at: datetime, ended_at: datetime, by: str, role: str, on: date) -> None:
    """Record an outage that is over. A case that was about to close by a notice closes later, as the policy has it."""
    wiring = ready()
    from caseclose.casework.services.web.outages import RecordOutage, record_outage

    asked = RecordOutage(began_at, ended_at)
    try:
        done = record_outage(outage=asked, by=Actor(by, Role(role)), on=on, at=wiring.now())
    except Refused as refused:
        refuse(refused, as_json=False)
    out().print(
        f"Outage {done.id} is recorded. {done.moved} cases close later; "
        f"about {done.asked} that closed meanwhile a person is asked.",
        markup=False,
    )


@outage.command("list")
@options.as_json
def list_outages(*, as_json: bool) -> None:
    """List the outages on record, newest first, and how the public site stands with the watch now."""
    ready()
    from caseclose.casework.selectors.outages import outages_on_record, watch_over

    found, watch = outages_on_record(), watch_over()
    if as_json:
        print_json({"outages": [_plain(each) for each in found], "watch": _plain(watch) if watch else None})
        return
    for each in found[:MOST_SHOWN]:
        out().print(
            f"{each['id']}  from {_said(each['began_at'])} to {_said(each['ended_at'])}  {each['recorded_by']}",
            markup=False,
        )
    if not found:
        out().print("No outage is on record.", markup=False)
    out().print(_watched(watch), markup=False)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _watched(watch: dict[str, Any] | None) -> str:
    if watch is None:
        return "Nobody watches the public site: name it in CASECLOSE_PUBLIC_URL for the worker."
    if watch["silent_since"]:
        return f"The public site is silent since {_said(watch['silent_since'])}."
    return f"The public site answered last at {_said(watch['answered_at'])}."


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M UTC}"
