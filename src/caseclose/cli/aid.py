"""caseclose aid: aid that a family gets, its beginning and its end, and what the family answers when it has ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import CHANNELS, act_options, carry_out, show_rows, zone_of
from caseclose.cli.console import DAY, print_json
from caseclose.cli.wiring import ready
from caseclose.closure.commands import Actor

if TYPE_CHECKING:
    from caseclose.casework.services.duties.aid import AidDone, EndAid, StartAid
    from caseclose.casework.services.duties.continuation import Answered

CASE = click.argument("number", metavar="CASE")
KIND = click.option("--kind", type=click.Choice(["cash_aid", "medicaid", "foster_care"]), required=True)
TOLD = click.option("--told-on", type=DAY, required=True, metavar="DATE", help="The day on which the program told us.")
YES_NO_UNKNOWN = {"yes": True, "no": False}


@click.group()
def aid() -> None:
    """Record aid that begins and ends, with all that follows from it."""


@aid.command()
@CASE
@KIND
@click.option("--begun-on", type=DAY, required=True, metavar="DATE", help="The first day of it.")
@TOLD
@click.option("--medical-assigned", type=click.Choice(["yes", "no", "unknown"]), default="unknown", show_default=True,
              help="Is medical support assigned with it? Where nobody said, Medicaid assigns it.")  # fmt: skip
@act_options("intake")
def start(number: str, kind: str, begun_on: date, told_on: date, medical_assigned: str,
          **who: Any) -> None:  # fmt: skip  # noqa: ANN401
    """Record that aid began. A closed case opens again; a closing under way is looked at by a person today."""
    ready()
    from caseclose.casework.services.duties.aid import StartAid

    asked = StartAid(kind, begun_on, told_on, YES_NO_UNKNOWN.get(medical_assigned))
    _change(number, asked, f"{kind} began on {begun_on}", **who)


@aid.command()
@CASE
@KIND
@click.option("--ended-on", type=DAY, required=True, metavar="DATE", help="The first day without it.")
@TOLD
@click.option("--why", type=click.Choice(["not_said", "emancipation", "good_cause"]), default="not_said",
              show_default=True, help="Why it ended. Some states owe no notice then.")  # fmt: skip
@click.option("--medical-assignment-ended", is_flag=True, help="The assignment of medical support ended with it.")
@act_options("intake")
def end(number: str, kind: str, ended_on: date, told_on: date, why: str, *, medical_assignment_ended: bool,
        **who: Any) -> None:  # fmt: skip  # noqa: ANN401
    """Record that aid ended. The family is told that services go on unless it does not want them."""
    ready()
    from caseclose.casework.services.duties.aid import EndAid

    asked = EndAid(kind, ended_on, told_on, why, assignment_ended=medical_assignment_ended)
    _change(number, asked, f"{kind} ended on {ended_on}", **who)


def _change(number: str, change: StartAid | EndAid, words: str, **who: Any) -> None:  # noqa: ANN401
    from caseclose.casework.services.duties.aid import change_aid

    def doing(by: Actor, day: date, moment: datetime, key: str) -> AidDone:
        return change_aid(number=number, change=change, by=by, on=day, at=moment, key=key)

    carry_out(number, doing, words, **who)


@aid.command()
@CASE
@click.option(
    "--wants", type=click.Choice(["yes", "no"]), required=True, help="Does the family want services to go on?"
)
@click.option("--arrived-on", type=DAY, required=True, metavar="DATE", help="The day on which the answer arrived.")
@click.option("--channel", type=CHANNELS, required=True, help="How it arrived.")
@click.option("--signed/--not-signed", default=True, show_default=True, help="Whether it is signed.")
@click.option("--opener", type=click.Choice(["yes", "no", "unknown"]), default="unknown", show_default=True,
              help="Is the person who answers the one who opened the case?")  # fmt: skip
@act_options("intake")
def reply(number: str, wants: str, arrived_on: date, channel: str, opener: str, *, signed: bool,
          **who: Any) -> None:  # fmt: skip  # noqa: ANN401
    """Record the family's answer to the notice that services go on. A no begins a request to close."""
    ready()
    from caseclose.casework.services.duties.continuation import AnswerContinuation, answer_continuation

    answer = AnswerContinuation(wants == "yes", arrived_on, channel, signed, YES_NO_UNKNOWN.get(opener))

    def doing(by: Actor, day: date, moment: datetime, key: str) -> Answered:
        return answer_continuation(number=number, answer=answer, by=by, on=day, at=moment, key=key)

    words = "services go on" if wants == "yes" else "the family does not want services; a request to close is on record"
    carry_out(number, doing, words, **who)


@aid.command()
@CASE
@options.as_json
def show(number: str, *, as_json: bool) -> None:
    """Show the aid on record in a case, and what its beginnings and ends made owed."""
    ready()
    zone_of(number)
    from caseclose.casework.selectors.aid import aid_periods
    from caseclose.casework.selectors.duties import duties_of

    page = {
        "aid": aid_periods(number),
        "duties": [duty for duty in duties_of(number) if duty["trigger"].startswith("aid:")],
    }
    if as_json:
        print_json({"case": number, **page})
        return
    for title, rows in page.items():
        show_rows(title, rows)
