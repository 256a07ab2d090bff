"""caseclose outage: times in which people could not reach the public site."""

from __future__ import annotations

from datetime import date, datetime

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import ROLES, refuse
from caseclose.cli.console import out
from caseclose.cli.wiring import Moment, ready
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role


@click.group()
def outage() -> None:
    """Record when people could not reach the public site: what was due then is due later."""


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
