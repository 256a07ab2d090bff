"""caseclose hold: do-not-close flags and legal holds on records."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import ROLES, attempt
from caseclose.cli.console import DAY, out, print_json, stop
from caseclose.cli.wiring import acting, ready
from caseclose.closure.commands import Actor

if TYPE_CHECKING:
    from caseclose.casework.services.holds.holding import Held

KINDS = click.Choice(["closing", "records"])
_SAID = {
    "set": "Hold {hold} on case {case} is set.",
    "lift_asked": "Hold {hold} on case {case} still holds: a second person must lift it.",
    "lifted": "Hold {hold} on case {case} is lifted.",
}


@click.group()
def hold() -> None:
    """Hold a case back from closing, or its records from being destroyed.

    Each hold has an owner, a reason and an end. It ends by itself on its day, and its owner is told before and after.
    """


@hold.command("set")
@click.argument("number", metavar="CASE")
@click.option("--kind", type=KINDS, default="closing", show_default=True, help="What is held.")
@click.option("--owner", required=True, metavar="NAME", help="Who looks after the hold.")
@click.option("--reason", required=True, help="Why. It is kept with the case and shown in no list.")
@click.option("--ends-on", type=DAY, metavar="DATE", help="The day on which it no longer holds.")
@click.option(
    "--until", default="", metavar="EVENT", help="The event that ends it, such as reply_reviewed, court_ruled."
)
@click.option("--role", type=ROLES, default="caseworker", show_default=True)
@acting
def set_(number: str, kind: str, owner: str, reason: str, ends_on: date | None, until: str, role: str, by: str,
         on: date | None, at: datetime | None, key: str, *, as_json: bool) -> None:  # fmt: skip
    """Set a hold. One on a closing needs --ends-on or --until; one on records may last until two people lift it."""
    ready()
    from caseclose.casework.services.holds.holding import NewHold, set_hold

    asked = NewHold(kind, owner, reason, ends_on, until)

    def doing(actor: Actor, day: date, moment: datetime) -> Held:
        return set_hold(number=number, hold=asked, by=actor, on=day, at=moment, key=key)

    _say(attempt(number, doing, role, by, on, at, as_json=as_json), as_json=as_json)


@hold.command()
@click.argument("number", metavar="HOLD", type=int)
@click.option("--because", required=True, help="Why. It is kept with the case.")
@click.option("--role", type=ROLES, default="caseworker", show_default=True)
@acting
def lift(number: int, because: str, role: str, by: str, on: date | None, at: datetime | None, key: str,
         *, as_json: bool) -> None:  # fmt: skip
    """Lift a hold, by its number. A hold on records is lifted by two people: the first call asks, the second lifts."""
    ready()
    from caseclose.casework.models import Hold
    from caseclose.casework.services.holds.holding import lift_hold

    found = Hold.objects.filter(pk=number).first()
    if found is None:
        stop(f"there is no hold {number}", todo="See which there are: caseclose hold list")

    def doing(actor: Actor, day: date, moment: datetime) -> Held:
        return lift_hold(hold=number, because=because, by=actor, on=day, at=moment, key=key)

    _say(attempt(found.case_id, doing, role, by, on, at, as_json=as_json), as_json=as_json)


@hold.command("list")
@options.day_option(required=True)
@click.option("--case", "number", default="", metavar="CASE", help="Only those on this case.")
@click.option("--owner", default="", metavar="NAME", help="Only those in this person's care.")
@click.option("--kind", type=KINDS, help="Only those of this kind.")
@click.option("--ending-by", type=DAY, metavar="DATE", help="Only those that end on this day at the latest.")
@options.as_json
def list_(on: date, number: str, owner: str, kind: str | None, ending_by: date | None, *, as_json: bool) -> None:
    """List the holds that stand on a day, those that end first ahead."""
    ready()
    from caseclose.casework.selectors.holds import hold_list

    found = hold_list(on, case=number, owner=owner, kind=kind or "", ending_by=ending_by)
    if as_json:
        print_json(found)
        return
    for row in found:
        ends = " or ".join(str(row[name]) for name in ("ends_on", "until") if row[name]) or "two people lift it"
        out().print(f"{row['hold']}  case {row['case']}  {row['kind']}  {row['owner']}  until {ends}", markup=False)
    if not found:
        out().print("No hold stands on that day.")


def _say(held: Held, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(held))
        return
    again = " (it was so before; nothing was done again)" if held.repeated else ""
    out().print(_SAID[held.state].format(hold=held.hold, case=held.case) + again, markup=False)
