"""caseclose approval: closings that wait for a second person, and what that person reads before approving."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from caseclose.caseload.aside import written_aside
from caseclose.cli import options
from caseclose.cli.carrying_out import refuse, zone_of
from caseclose.cli.console import DAY, out, print_json, stop
from caseclose.cli.letter import written
from caseclose.cli.wiring import ready
from caseclose.closure.refused import Refused
from caseclose.law.errors import UnknownName
from caseclose.law.reading import shipped
from caseclose.letters.refused import CannotWrite


@click.group()
def approval() -> None:
    """See which closings wait for a second person, and write what that person reads. To approve: caseclose approve."""


@approval.command("list")
@click.option("--state", default="", metavar="XX", help="Only those of this state.")
@click.option("--office", default="", metavar="CODE", help="Only those of this office.")
@click.option("--not-by", default="", metavar="NAME", help="Leave out those that NAME began and cannot approve.")
@options.as_json
def list_(state: str, office: str, not_by: str, *, as_json: bool) -> None:
    """List the closings that wait for a second person, oldest first."""
    ready()
    from caseclose.casework.selectors.letters.approvals import closures_awaiting_approval

    waiting = closures_awaiting_approval(state=state.lower(), office=office, not_by=not_by)
    found = list(waiting.values("case", "way", "criterion", "begun_on", "begun_by"))
    if as_json:
        print_json(found)
        return
    for row in found:
        about = " ".join(filter(None, (row["way"], row["criterion"])))
        out().print(f"case {row['case']}  {about}  {row['begun_on']}  by {row['begun_by']}", markup=False)
    if not found:
        out().print("Nothing waits.")


@approval.command()
@click.argument("number", metavar="CASE")
@click.option(
    "--out", "place", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@click.option("--to", default="", metavar="NAME", help="Whose name stands on it.")
@click.option("--html", is_flag=True, help="Write an HTML page instead of a PDF.")
@click.option("--large", is_flag=True, help="Large print: 18 point.")
@click.option("--on", "on", type=DAY, metavar="DATE", help="The day, in the agency's zone (default: today).")
@options.language
def paper(number: str, place: Path, to: str, lang: str, on: date | None, *, html: bool, large: bool) -> None:
    """Write what the second person reads: the rule, why it is met, what is on file, and what closing would do.

    It says what holds on the day. Where approving would be refused, the refusal is told instead and nothing is written.
    Nobody on the case is named in it, and what is protected is left out.
    """
    wiring = ready()
    from caseclose.casework.facts.reading import BadRecords
    from caseclose.casework.selectors.letters.approvals import approval_paper
    from caseclose.letters.composing import compose

    try:
        facts = approval_paper(number, on or wiring.today(zone_of(number)), lang, to)
        composed = compose(shipped(), facts, lang)
        with written_aside(place) as aside:
            aside.write_bytes(written(composed, html=html, large=large))
    except Refused as refused:
        refuse(refused, as_json=False)
    except BadRecords as error:
        stop(f"the records of case {number} cannot be read:\n{error}", todo="Bring them right first.")
    except (CannotWrite, UnknownName) as error:
        stop(str(error))
    except OSError as error:
        stop(f"{place} cannot be written: {error.strerror}", todo="Name another file with --out.")
    out().print(f"{place}: {composed.title}", markup=False)
