"""caseclose finding and caseclose document: what a worker finds out about a case, and the papers that prove it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caseclose.cli.carrying_out import ROLES, attempt
from caseclose.cli.console import DAY, out, print_json
from caseclose.cli.wiring import acting, ready
from caseclose.closure.commands import Actor

if TYPE_CHECKING:
    from caseclose.casework.services.findings import Filed

YES_NO = {"yes": "true", "no": "false"}
"""How a person may say what a fact is."""


@click.group()
def finding() -> None:
    """Record what a worker found out about a case."""


@click.group()
def document() -> None:
    """File the papers that prove what was found."""


@finding.command("record")
@click.argument("number", metavar="CASE")
@click.option("--fact", required=True, help="The fact, as caseclose facts list names it.")
@click.option("--value", required=True, help="What was found: yes or no, an amount, a date, a number.")
@click.option("--document", "paper", type=int, metavar="ID", help="The document on file that proves it.")
@click.option("--role", type=ROLES, default="caseworker", show_default=True)
@acting
def record(number: str, fact: str, value: str, paper: int | None, role: str, by: str, on: date | None,
           at: datetime | None, key: str, *, as_json: bool) -> None:  # fmt: skip
    """Record that a fact of the case is so. The newest finding of a fact counts."""
    ready()
    from caseclose.casework.services.findings import RecordFinding, record_finding

    asked = RecordFinding(fact, YES_NO.get(value.lower(), value), paper)

    def recorded(actor: Actor, day: date, moment: datetime) -> Filed:
        return record_finding(number=number, finding=asked, by=actor, on=day, at=moment, key=key)

    _do(number, recorded, "Finding", role, by, on, at, as_json=as_json)


@document.command("file")
@click.argument("number", metavar="CASE")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--evidence", required=True, metavar="KIND", help="What it proves, as in the policy's evidence.toml.")
@click.option("--title", required=True, help="What it is.")
@click.option("--received-on", type=DAY, required=True, metavar="DATE", help="The day on which it arrived.")
@click.option("--role", type=ROLES, default="intake", show_default=True)
@acting
def file_(number: str, path: Path, evidence: str, title: str, received_on: date, role: str, by: str, on: date | None,
          at: datetime | None, key: str, *, as_json: bool) -> None:  # fmt: skip
    """File a document on the case. Its fingerprint is kept, so that it can be told later whether it is the same."""
    ready()
    from caseclose.casework.services.findings import FileDocument, file_document

    with path.open("rb") as stream:
        asked = FileDocument(evidence, title, received_on, file_digest(stream, "sha256").hexdigest())

    def filed(actor: Actor, day: date, moment: datetime) -> Filed:
        return file_document(number=number, document=asked, by=actor, on=day, at=moment, key=key)

    _do(number, filed, "Document", role, by, on, at, as_json=as_json)


def _do(number: str, doing: Callable[[Actor, date, datetime], Filed], what: str, role: str, by: str, on: date | None,
        at: datetime | None, *, as_json: bool) -> None:  # fmt: skip
    done = attempt(number, doing, role, by, on, at, as_json=as_json)
    if as_json:
        print_json({"case": done.case, what.lower(): done.id, "repeated": done.repeated})
        return
    again = " (recorded before under this key; nothing was done again)" if done.repeated else ""
    out().print(f"{what} {done.id} is on record in case {done.case}.{again}", markup=False)
