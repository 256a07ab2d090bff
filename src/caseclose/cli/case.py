"""caseclose case: one case on one page."""

from __future__ import annotations

from datetime import date

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import zone_of
from caseclose.cli.case_words import print_case
from caseclose.cli.console import DAY, print_json, stop
from caseclose.cli.wiring import ready


@click.group()
def case() -> None:
    """Look at case records."""


@case.command()
@click.argument("number", metavar="CASE")
@click.option("--on", "on", type=DAY, metavar="DATE", help="The day, in the agency's zone (default: today).")
@click.option("--all", "everything", is_flag=True, help="Print long lists whole, as --json does.")
@options.language
@options.as_json
def show(number: str, on: date | None, lang: str, *, everything: bool, as_json: bool) -> None:
    """Show one case: where it stands, what is to be done, its people, orders, money, remedies and evidence.

    No name and no address is shown. "Protected" says that something about a person is to be handled with care.
    """
    wiring = ready()
    from caseclose.casework.selectors.case_page import case_page

    day = on or wiring.today(zone_of(number))
    page = case_page(number, day, lang)
    if page is None:
        stop(f"there is no case {number}")
    if as_json:
        print_json(page)
    else:
        print_case(page, everything=everything, lang=lang)
