"""caseclose duty: what the agency owes others with a clock, and what people settle about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import act_options, carry_out, show_rows, zone_of
from caseclose.cli.console import DAY, print_json, stop
from caseclose.cli.wiring import ready
from caseclose.closure.commands import Actor

if TYPE_CHECKING:
    from caseclose.casework.services.duties.deciding import Settled

DUTY = click.argument("duty_id", metavar="DUTY", type=int)
WORDS = click.option("--words", required=True, help="Why, or how. The history keeps them.")


@click.group()
def duty() -> None:
    """See and settle what is owed to other agencies and to families."""


@duty.command("list")
@click.option("--case", "number", metavar="CASE", help="Every duty of one case, also those that are done.")
@click.option("--overdue-on", type=DAY, metavar="DATE", help="Only what is overdue on this day.")
@options.as_json
def list_(number: str | None, overdue_on: date | None, *, as_json: bool) -> None:
    """List what is owed: of one case, or of all what is neither done nor lifted."""
    ready()
    from caseclose.casework.selectors.duties import duties_of, duties_owed

    if number is not None:
        zone_of(number)
    rows = duties_of(number) if number is not None else duties_owed(overdue_on)
    if as_json:
        print_json(rows)
    else:
        show_rows("duties", rows)


@duty.command()
@DUTY
@click.option("--owed/--not-owed", required=True, help="Is it owed at all? If so, what it owes is done now.")
@WORDS
@act_options("caseworker")
def decide(duty_id: int, words: str, *, owed: bool, **who: Any) -> None:  # noqa: ANN401
    """Decide whether a duty that waits for a person is owed."""
    _settle(duty_id, "go_on" if owed else "not_owed", words, None, **who)


@duty.command()
@DUTY
@click.option("--done-on", type=DAY, metavar="DATE", help="The day on which it was done (default: the day).")
@WORDS
@act_options("caseworker")
def done(duty_id: int, done_on: date | None, words: str, **who: Any) -> None:  # noqa: ANN401
    """Record that a duty was done by hand: by telephone, in a portal, on paper."""
    _settle(duty_id, "done", words, done_on, **who)


@duty.command()
@DUTY
@WORDS
@act_options("caseworker")
def lift(duty_id: int, words: str, **who: Any) -> None:  # noqa: ANN401
    """End a duty that is no longer owed, as where both agencies agreed otherwise."""
    _settle(duty_id, "lift", words, None, **who)


def _settle(duty_id: int, how: str, words: str, done_on: date | None, **who: Any) -> None:  # noqa: ANN401
    ready()
    from caseclose.casework.models import Duty
    from caseclose.casework.services.duties.deciding import SettleDuty, settle_duty

    found = Duty.objects.filter(pk=duty_id).first()
    if found is None:
        stop(f"there is no duty {duty_id}", todo="See them with: caseclose duty list")
    asked = SettleDuty(duty_id, how, words, done_on)

    def doing(by: Actor, day: date, moment: datetime, key: str) -> Settled:
        return settle_duty(settle=asked, by=by, on=day, at=moment, key=key)

    carry_out(found.case_id, doing, f"duty {duty_id} ({found.kind}) is settled", **who)
