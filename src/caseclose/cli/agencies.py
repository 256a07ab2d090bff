"""caseclose agency: the child support agencies of other states on a case, what they write and what they are told."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import ROLES, act_options, carry_out, refuse, show_rows, zone_of
from caseclose.cli.console import DAY, out, print_json
from caseclose.cli.wiring import Moment, ready
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

if TYPE_CHECKING:
    from caseclose.casework.services.duties.agencies import AgencyDone, Asked

PARTS = click.Choice(["initiating", "responding"])
WAYS = click.Choice(["network", "mail"])
ABOUT = click.Choice(["address", "employer", "income_or_assets", "order", "payments", "people", "other"])
CASE = click.argument("number", metavar="CASE")
PART = click.option(
    "--part", type=PARTS, required=True, help="Initiating: it asked us for help. Responding: it helps us."
)
CODE = click.option("--code", required=True, metavar="CODE", help="The agency's own code.")


@click.group()
def agency() -> None:
    """Work with the agencies of other states that share a case."""


def _ask(number: str, asked: Asked, words: str, **who: Any) -> None:  # noqa: ANN401 - the options of acting
    from caseclose.casework.services.duties.agencies import act_on_agencies

    def doing(by: Actor, day: date, moment: datetime, key: str) -> AgencyDone:
        return act_on_agencies(number=number, asked=asked, by=by, on=day, at=moment, key=key)

    carry_out(number, doing, words, **who)


@agency.command()
@CASE
@PART
@CODE
@click.option("--their-case", required=True, metavar="NUMBER", help="Its own number for the case.")
@click.option("--way", type=WAYS, default="network", show_default=True, help="How it takes messages.")
@act_options("intake")
def add(number: str, part: str, code: str, their_case: str, way: str, **who: Any) -> None:  # noqa: ANN401
    """Put another agency on record in the case."""
    ready()
    from caseclose.casework.services.duties.agencies import RecordAgency

    _ask(number, RecordAgency(part, code, their_case, way), f"agency {code} is on record as {part}", **who)


@agency.command()
@CODE
@click.option("--name", required=True, metavar="NAME", help="What it is called, as it stands on an envelope.")
@click.option("--line", "lines", multiple=True, required=True, metavar="LINE", help="A line of its mailing address.")
@click.option("--by", required=True, metavar="NAME", help="Who acts. The journal keeps the name.")
@click.option("--role", type=ROLES, default="intake", show_default=True)
@options.day_option(required=True)
@options.as_json
def address(code: str, name: str, lines: tuple[str, ...], by: str, role: str, on: date, *, as_json: bool) -> None:
    """Record what another agency is called and where letters to it go, for every case that it shares."""
    wiring = ready()
    from caseclose.casework.services.duties.agency_addresses import record_agency_address

    try:
        done = record_agency_address(code=code, name=name, lines=lines, by=Actor(by, Role(role)), on=on,
                                     at=wiring.now())  # fmt: skip
    except Refused as refused:
        refuse(refused, as_json=as_json)
    if as_json:
        print_json(asdict(done))
        return
    how = "are recorded" if done.new else "were recorded before"
    out().print(f"Name and address of agency {code} {how}. Cases that it shares: {done.cases:,}.", markup=False)


@agency.command()
@options.as_json
def addresses(*, as_json: bool) -> None:
    """List the other agencies, in how many cases each is, and where letters to it go."""
    ready()
    from caseclose.casework.selectors.duties import agency_addresses

    found = agency_addresses()
    if as_json:
        print_json(found)
        return
    for row in found:
        where = ", ".join((row["name"], *row["mailing_address"])) if row["name"] else "no address on record"
        out().print(f"{row['code']}  {row['cases']:,} cases  {where}", markup=False)
    if not found:
        out().print("No other agency is on record.")


@agency.command()
@CASE
@PART
@CODE
@act_options("intake")
def end(number: str, part: str, code: str, **who: Any) -> None:  # noqa: ANN401
    """Record that an agency no longer shares the case."""
    ready()
    from caseclose.casework.services.duties.agencies import EndAgency

    _ask(number, EndAgency(part, code), f"agency {code} no longer shares it", **who)


@agency.command()
@CASE
@click.option("--about", type=ABOUT, required=True, help="What the information is about. It stands in the record only.")
@click.option("--received-on", type=DAY, required=True, metavar="DATE", help="The day on which it was received.")
@act_options("caseworker")
def inform(number: str, about: str, received_on: date, **who: Any) -> None:  # noqa: ANN401
    """Tell the other agencies that there is new information. It is owed within days of its receipt."""
    ready()
    from caseclose.casework.services.duties.agencies import PassOnInformation

    _ask(number, PassOnInformation(about, received_on), "the other agencies will be told", **who)


@agency.command()
@CASE
@click.option("--agreed", default="", metavar="WORDS", help="Both agencies agreed otherwise: how.")
@act_options("caseworker")
def stop(number: str, agreed: str, **who: Any) -> None:  # noqa: ANN401
    """Tell the responding agency to close and to stop its withholding, before our own goes out."""
    ready()
    from caseclose.casework.services.duties.agencies import AskToStop

    words = "both agencies agreed otherwise" if agreed else "the responding agency will be told to close and stop"
    _ask(number, AskToStop(agreed), words, **who)


@agency.command()
@CASE
@act_options("caseworker")
def withhold(number: str, **who: Any) -> None:  # noqa: ANN401
    """Record that our own withholding goes out. Refused until the responding agency was told to stop its own."""
    ready()
    from caseclose.casework.services.duties.agencies import RecordOwnWithholding

    _ask(number, RecordOwnWithholding(), "our own withholding may go out", **who)


@agency.command()
@CASE
@CODE
@click.option("--id", "name", required=True, metavar="NAME", help="The agency's own name for the message.")
@click.option("--says", required=True, metavar="KIND", help="What it says, as in the policy's agency_messages.toml.")
@click.option("--arrived-at", type=Moment(), required=True, help="When it arrived, not when it was keyed.")
@click.option(
    "--file", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Its words, as text."
)
@act_options("intake")
def message(number: str, code: str, name: str, says: str, arrived_at: datetime, path: Path | None,
            **who: Any) -> None:  # fmt: skip  # noqa: ANN401
    """Record a message from another agency and do what follows from it. The same message again changes nothing."""
    ready()
    from caseclose.casework.services.duties.incoming import Arrived, Received, record_agency_message
    from caseclose.law.reading import shipped

    known = shipped().messages
    if says not in known:
        raise click.BadParameter(f"'{says}' is none of: {', '.join(known)}", param_hint="--says")
    words = path.read_text(encoding="utf-8", errors="replace") if path is not None else ""
    arrived = Arrived(name, code, says, arrived_at, words)

    def doing(by: Actor, day: date, moment: datetime, _key: str) -> Received:
        return record_agency_message(number=number, message=arrived, by=by, on=day, at=moment)

    carry_out(number, doing, f"the message of agency {code} is on record", **who)


@agency.command()
@CASE
@options.as_json
def show(number: str, *, as_json: bool) -> None:
    """Show the other agencies on a case, what they wrote, and what is owed to them."""
    ready()
    zone_of(number)
    from caseclose.casework.selectors.duties import agencies_of, agency_messages, duties_of

    page = {
        "agencies": agencies_of(number),
        "messages": agency_messages(number),
        "duties": [duty for duty in duties_of(number) if duty["agency__code"]],
    }
    if as_json:
        print_json({"case": number, **page})
        return
    for title, rows in page.items():
        show_rows(title, rows)
