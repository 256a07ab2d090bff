"""The `caseclose` command: what it can do, and how it fails."""

from __future__ import annotations

import io
import sys
from typing import Any

import click

from caseclose.cli.agencies import agency
from caseclose.cli.aid import aid
from caseclose.cli.approvals import approval
from caseclose.cli.assess import assess
from caseclose.cli.bulk import bulk
from caseclose.cli.case import case
from caseclose.cli.caseload import caseload
from caseclose.cli.closing import STEPS
from caseclose.cli.console import stop
from caseclose.cli.contact import contact
from caseclose.cli.day import day
from caseclose.cli.db import db
from caseclose.cli.duties import duty
from caseclose.cli.facts import facts
from caseclose.cli.findings import document, finding
from caseclose.cli.form import form
from caseclose.cli.hold import hold
from caseclose.cli.interview import interview
from caseclose.cli.journal import audit, history
from caseclose.cli.letter import letter
from caseclose.cli.mail import mail
from caseclose.cli.outage import outage
from caseclose.cli.payments import ledger, payment
from caseclose.cli.policy import policy
from caseclose.cli.practice import practice
from caseclose.cli.records import records
from caseclose.cli.retention import retention
from caseclose.cli.screen import screen
from caseclose.cli.sections import Sections
from caseclose.cli.tasks import release, task
from caseclose.cli.wiring import Wiring, does_not_fit
from caseclose.cli.worker import worker


class Everything(Sections):
    """The whole program."""

    sections = {
        "The law, with no database": ("policy", "facts", "assess", "interview", "caseload", "screen"),
        "Case records": ("db", "records", "case", "history", "finding", "document"),
        "A closing, step by step": (
            "request", "return", "decline", "withdraw", "propose", "approve", "notice", "returned-mail", "reply",
            "review", "close", "keep-open", "reopen",
        ),
        "What goes on around it": (
            "approval", "release", "task", "hold", "payment", "ledger", "agency", "aid", "duty", "bulk",
        ),
        "Day by day": ("day", "worker", "audit", "outage", "retention"),
        "Letters and forms": ("letter", "mail", "contact", "form"),
        "On the web": ("serve", "account"),
        "To try it": ("practice",),
    }  # fmt: skip

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run a command. A value that the records have no room for is said to be that; nothing has changed then."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            said = does_not_fit(error)
            if said is None:
                raise
            stop(f"a value does not fit into the records: {said}", todo="Give it in a shorter form, and try again.")


@click.group(cls=Everything, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="caseclose", prog_name="caseclose")
def caseclose() -> None:
    """Close child support (Title IV-D) cases lawfully.

    \b
    Exit codes: 0 done · 1 a check found faults · 2 the input or the call cannot be used
                3 done, but some rows were refused (see the report)
    """


for command in (
    policy,
    facts,
    caseload,
    assess,
    interview,
    screen,
    db,
    records,
    case,
    finding,
    document,
    agency,
    approval,
    aid,
    duty,
    day,
    worker,
    mail,
    contact,
    history,
    audit,
    bulk,
    hold,
    outage,
    form,
    task,
    release,
    practice,
    retention,
    payment,
    ledger,
    letter,
    *STEPS,
):
    caseclose.add_command(command)


def run(wiring: Wiring | None = None) -> None:
    """Run the command, with what commands on case records need from outside.

    Ctrl-C ends it quietly. What is printed is UTF-8 everywhere, as the files are.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        caseclose(prog_name="caseclose", obj=wiring)
    except OSError as error:
        stop(f"{error.filename or 'output'}: {error.strerror or error}", todo="See to it and try again.")
