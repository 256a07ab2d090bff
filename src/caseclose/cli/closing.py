"""The steps of a closing as commands: request, return, decline, withdraw, propose, approve, notice, reply, close …"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from caseclose.cli import reasons
from caseclose.cli.carrying_out import AGAIN, CHANNELS, ROLES, attempt
from caseclose.cli.console import DAY, out, print_json
from caseclose.cli.wiring import Moment, acting, ready
from caseclose.closure import commands as to
from caseclose.closure.commands import Actor, Command
from caseclose.closure.refused import in_words
from caseclose.closure.steps import TABLE

if TYPE_CHECKING:
    from caseclose.casework.services.acting import Done


def perform(number: str, command: Command, role: str, by: str, on: date | None, at: datetime | None, key: str,
            *, as_json: bool) -> None:  # fmt: skip
    """Carry out one step and say what happened; where it is refused, say which rule refused and change nothing."""
    ready()
    from caseclose.casework.services.acting import act

    def doing(actor: Actor, day: date, moment: datetime) -> Done:
        return act(number=number, command=command, by=actor, on=day, at=moment, key=key)

    done = attempt(number, doing, role, by, on, at, as_json=as_json)
    if as_json:
        print_json(asdict(done))
        return
    _say(done)


def _say(done: Done) -> None:
    """Say what happened as the history of the case tells it, and what must still be found out."""
    from caseclose.casework.selectors.history import history_of

    console = out()
    console.print(f"Case {done.case} stands at: {done.step}.{AGAIN if done.repeated else ''}", markup=False)
    if done.repeated:
        return
    told = history_of(done.case)
    happened = [
        sentence for sentence in told if sentence.kind in done.events
    ]  # what followed from it is told there too
    for sentence in happened[-len(done.events) :]:
        console.print(f"  {sentence.words}", markup=False)
    _say_what_to_find_out(done.case, told[-1].on)


def _say_what_to_find_out(number: str, on: date) -> None:
    from caseclose.casework.selectors.open_questions import open_questions

    names = open_questions(number, on)
    if names:
        out().print("To find out before the closing day (caseclose finding record):", markup=False)
    for name in names:
        out().print(f"  {in_words(name, 'en')}", markup=False)


def step(
    name: str, default_role: str, *options: Callable[..., Any]
) -> Callable[[Callable[..., Command]], click.Command]:
    """Make a command of a function that turns its options into a step's command."""

    def made(build: Callable[..., Command]) -> click.Command:
        row = TABLE[build.__name__]
        allowed = ", ".join(sorted(role.value for role in row.by))

        def run(number: str, role: str, by: str, on: date | None, at: datetime | None, key: str, *,
                as_json: bool, **values: Any) -> None:  # fmt: skip  # noqa: ANN401
            perform(number, build(**values), role, by, on, at, key, as_json=as_json)

        function: Callable[..., Any] = acting(run)
        for option in (click.option("--role", type=ROLES, default=default_role, show_default=True,
                                    help=f"One of: {allowed}."), *options):  # fmt: skip
            function = option(function)
        function = click.argument("number", metavar="CASE")(function)
        return click.command(name, help=build.__doc__)(function)

    return made


@step("request", "intake",
      click.option("--arrived-on", type=DAY, required=True, help="The day on which the request arrived."),
      click.option("--channel", type=CHANNELS, required=True),
      click.option("--signed/--not-signed", default=True, show_default=True),
      click.option("--opener", type=click.Choice(["yes", "no", "unknown"]), default="unknown", show_default=True,
                   help="Is the person who asks the one who opened the case?"))  # fmt: skip
def record_request(arrived_on: date, channel: str, opener: str, *, signed: bool) -> Command:
    """Record a request to close."""
    return to.RecordRequest(arrived_on, channel, signed, {"yes": True, "no": False}.get(opener))


@step("return", "intake", reasons.missing)
def return_request(missing: tuple[str, ...]) -> Command:
    """Return a request as incomplete."""
    return to.ReturnRequest(missing)


@step("decline", "caseworker")
def decline_request() -> Command:
    """Decline a request that the policy forbids."""
    return to.DeclineRequest()


@step("withdraw", "recipient")
def withdraw_request() -> Command:
    """Take a request back."""
    return to.WithdrawRequest()


@step("propose", "caseworker", click.option("--under", required=True, metavar="RULE", help="The criterion, as us.b7."))
def propose(under: str) -> Command:
    """Propose to close a case under a criterion that is met."""
    return to.Propose(under)


@step("approve", "supervisor")
def approve() -> Command:
    """Approve a request or a proposal, as the second person."""
    return to.Approve()


@step("notice", "system", click.option("--sent-on", type=DAY, required=True, help="The day on which it went out."))
def send_notice(sent_on: date) -> Command:
    """Make the notice before closing. Its days run from the day on which it leaves the agency."""
    return to.SendNotice(sent_on)


@step("returned-mail", "intake")
def record_returned_mail() -> Command:
    """Record that the notice came back. Somebody looks for the address; a new notice starts a new clock."""
    return to.RecordReturnedMail()


@step("reply", "intake",
      click.option("--reply", required=True, metavar="NAME", help="A name for the reply, such as its receipt."),
      click.option("--arrived-at", type=Moment(), required=True, help="When it arrived, not when it was keyed."),
      click.option("--channel", type=CHANNELS, required=True))  # fmt: skip
def record_reply(reply: str, arrived_at: datetime, channel: str) -> Command:
    """Record a reply to the notice."""
    return to.RecordReply(reply, arrived_at, channel)


@step("review", "caseworker",
      click.option("--reply", required=True, metavar="NAME"),
      click.option("--could-lead/--could-not-lead", required=True,
                   help="Could it lead to paternity, an order or enforcement?"),
      click.option("--words", required=True, help="Why."))  # fmt: skip
def review_reply(reply: str, words: str, *, could_lead: bool) -> Command:
    """Review a reply and answer, in words, what it could lead to."""
    return to.ReviewReply(reply, could_lead, words)


@step("close", "caseworker")
def close() -> Command:
    """Close the case, if the law allows it on the day."""
    return to.Close()


@step("keep-open", "caseworker",
      click.option("--reason", "why", multiple=True, required=True, type=reasons.WHY_OPEN, metavar="NAME",
                   help=reasons.WHY_OPEN_IN_WORDS),
      reasons.words)  # fmt: skip
def keep_open(why: tuple[str, ...], words: str) -> Command:
    """End the closing with the case open."""
    return to.KeepOpen(why, words)


@click.command()
@click.argument("number", metavar="CASE")
@click.option("--role", type=ROLES, default="caseworker", show_default=True)
@click.option("--basis", type=click.Choice(["application", "referral", "correction"]), required=True)
@click.option("--application-on", type=DAY, help="The day of the new application.")
@click.option("--fee", type=Decimal, help="The fee that was paid; 0 where none applies.")
@acting
def reopen(number: str, role: str, basis: str, application_on: date | None, fee: Decimal | None, by: str,
           on: date | None, at: datetime | None, key: str, *, as_json: bool) -> None:  # fmt: skip
    """Open a closed case again, under the same number."""
    ready()
    from caseclose.casework.services.reopening import Reopened, reopen_case

    def doing(actor: Actor, day: date, moment: datetime) -> Reopened:
        return reopen_case(number=number, basis=basis, by=actor, on=day, at=moment, application_on=application_on,
                           fee=fee, key=key)  # fmt: skip

    done = attempt(number, doing, role, by, on, at, as_json=as_json)
    if as_json:
        print_json({**asdict(done), "events": ["CaseReopened"]})
    else:
        out().print(f"Case {number} is open again.{AGAIN if done.repeated else ''}", markup=False)


STEPS = (record_request, return_request, decline_request, withdraw_request, propose, approve, send_notice,
         record_returned_mail, record_reply, review_reply, close, keep_open, reopen)  # fmt: skip
