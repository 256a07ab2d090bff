"""caseclose contact: what people agreed to be told by e-mail or text, recorded and withdrawn."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import AGAIN, Doing, act_options, attempt, zone_of
from caseclose.cli.console import DAY, out, print_json
from caseclose.cli.wiring import ready
from caseclose.closure.commands import Actor

CASE = click.argument("number", metavar="CASE")
PERSON = click.option("--person", type=int, required=True, metavar="N", help="The person's number; see contact show.")
CHANNELS = click.Choice(["email", "text"])


@click.group()
def contact() -> None:
    """Record what people agreed to be told by e-mail or text.

    A message only says that a letter is on its way. The letter goes by mail, and is the notice.
    """


@contact.command()
@CASE
@PERSON
@click.option("--channel", type=CHANNELS, required=True, help="By what the person agreed to be told.")
@click.option("--given-on", type=DAY, required=True, metavar="DATE", help="The day on which the person agreed.")
@act_options("intake")
def consent(number: str, person: int, channel: str, given_on: date, **who: Any) -> None:  # noqa: ANN401
    """Record that a person agreed to messages. The address is asked for, or read from standard input.

    It stands in no option, so that it is in no history of a shell and in no list of processes.
    """
    ready()
    zone_of(number)
    from caseclose.casework.services.contact.consents import ConsentDone, GiveConsent, give_consent

    address = click.prompt("E-mail address" if channel == "email" else "Phone number", err=True)
    asked = GiveConsent(person, channel, given_on)

    def doing(by: Actor, day: date, moment: datetime, key: str) -> ConsentDone:
        return give_consent(number=number, consent=asked, address=address, by=by, on=day, at=moment, key=key)

    _carry_out(number, doing, f"person {person} agreed to be told by {channel}", **who)


@contact.command()
@CASE
@PERSON
@click.option("--withdrawn-on", type=DAY, required=True, metavar="DATE", help="The day on which the person said so.")
@act_options("intake")
def withdraw(number: str, person: int, withdrawn_on: date, **who: Any) -> None:  # noqa: ANN401
    """Record that a person wants no more messages. From then on none is sent, also none that waits."""
    ready()
    zone_of(number)
    from caseclose.casework.services.contact.consents import ConsentDone, WithdrawConsent, withdraw_consent

    asked = WithdrawConsent(person, withdrawn_on)

    def doing(by: Actor, day: date, moment: datetime, key: str) -> ConsentDone:
        return withdraw_consent(number=number, withdrawal=asked, by=by, on=day, at=moment, key=key)

    _carry_out(number, doing, f"person {person} gets no more messages", **who)


@contact.command()
@CASE
@PERSON
@click.option("--address", is_flag=True, help="Ask for a new mailing address, or read it from standard input.")
@click.option("--safe-contact", default="", metavar="WAY", help="mail, phone, email or none.")
@click.option("--lang", default="", metavar="LANG", help="The language of letters: en or es.")
@click.option("--because", required=True, metavar="WORDS", help="Why, without the address.")
@click.option("--protected-because", default="", metavar="WORDS", help="Why you need to see what is protected.")
@act_options("caseworker")
def change(number: str, person: int, safe_contact: str, lang: str, because: str, protected_because: str, *,
           address: bool, **who: Any) -> None:  # noqa: ANN401  # fmt: skip
    """Change a person's mailing address, safe way of contact, or language.

    The address stands in no option. It ends with an empty line. Letters that wait are made anew, or stop.
    """
    ready()
    zone_of(number)
    from caseclose.casework.services.contact.reaching import ChangeReach, ReachChanged, change_reach
    from caseclose.casework.services.reading_protected import ReadProtected, read_protected

    lines = list(iter(lambda: click.prompt("Address", default="", show_default=False, err=True), "")) if address else []
    asked = ChangeReach(person, safe_contact, lang, because)

    def doing(by: Actor, day: date, moment: datetime, key: str) -> ReachChanged:
        if protected_because:
            read_protected(number=number, asked=ReadProtected(person, protected_because), by=by, on=day, at=moment)
        return change_reach(number=number, change=asked, address=lines, by=by, on=day, at=moment, key=key)

    _carry_out(number, doing, f"it is changed how person {person} is reached", **who)


def _carry_out(number: str, doing: Doing, words: str, *, role: str, by: str, on: date | None, at: datetime | None,
               key: str, as_json: bool) -> None:  # fmt: skip
    done = attempt(number, lambda who, day, moment: doing(who, day, moment, key), role, by, on, at, as_json=as_json)
    if as_json:
        print_json(asdict(done))
        return
    out().print(f"Case {number}: {words}.{AGAIN if done.repeated else ''}", markup=False)
    if getattr(done, "why", ""):
        out().print(f"{'Messages are sent' if done.sends else 'No message is sent'}: {done.why}", markup=False)


@contact.command()
@CASE
@options.as_json
def show(number: str, *, as_json: bool) -> None:
    """Show what the people on a case agreed to, and whether messages go to them. No address is shown."""
    ready()
    zone_of(number)
    from caseclose.casework.selectors.electronic import consents_on

    people = consents_on(number)
    if as_json:
        print_json({"case": number, "people": people})
        return
    for person in people:
        out().print(f"person {person['person']}, {person['role'].replace('_', ' ')}: {_stands(person)}", markup=False)


def _stands(person: dict[str, Any]) -> str:
    if person["agreed_on"] is None:
        return "agreed to no messages"
    agreed = f"agreed to {person['by_what'] or 'messages'} on {person['agreed_on']}"
    if person["ended_on"] is not None:
        return f"{agreed}, ended on {person['ended_on']}"
    if not person["address_on_record"]:
        return f"{agreed}; no address is on record, so no message is sent"
    return f"{agreed}; {'messages are sent' if person['sends'] else 'no message is sent'}. {person['why']}"
