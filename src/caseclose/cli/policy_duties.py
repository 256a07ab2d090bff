"""caseclose policy duties: what is owed to other agencies and families with a clock, and where that is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from caseclose.cli import options
from caseclose.cli.console import out, print_json
from caseclose.law.duties import Owed, owed_on
from caseclose.law.policy import Policy


@click.command()
@options.state_option(required=False)
@options.day_option(required=False)
@options.language
@options.policy_dirs
@options.as_json
def duties(state: str, on: date | None, lang: str, policy_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """List the duties with a clock in a state on a day (default: the newest texts)."""
    book = options.load_policy(policy_dirs)
    day, code = on or book.newest, state.lower()
    options.load_law(book, code, day)
    found = [owed for name in book.duties if (owed := owed_on(book, name, code, day)) is not None]
    rows = [_row(book, owed, code, day, lang) for owed in found]
    if as_json:
        print_json(rows)
        return
    table = Table(title=f"duties, {code}, {day}", title_justify="left", box=None, padding=(0, 2, 0, 0))
    for column in ("id", "words", "time", "counts from", "law", "read in"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(
            row["id"], row["heading"], row["time"], row["counts_from"], "; ".join(row["cites"]), row["verified"]
        )
    out().print(table)


def _row(book: Policy, owed: Owed, state: str, day: date, lang: str) -> dict[str, Any]:
    limit = book.limits(state).get(owed.text.time)
    return {
        "id": owed.text.id,
        "heading": owed.text.heading[lang],
        "to": owed.text.to,
        "time": str(limit.on(day)) if limit is not None else "",
        "counts_from": owed.text.counts_from[lang],
        "cites": list(owed.cites),
        "verified": owed.verified,
        "not_after": list(owed.not_after),
        "in_writing": owed.in_writing,
    }
