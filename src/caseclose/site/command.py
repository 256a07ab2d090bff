"""The `caseclose` command as installed: the command line, wired to the clock and the database, and the web."""

from __future__ import annotations

from caseclose.cli.main import caseclose
from caseclose.cli.main import run as run_command
from caseclose.cli.wiring import Wiring
from caseclose.site.clock import now, today
from caseclose.site.parties import connect
from caseclose.site.setup import open_database
from caseclose.site.web.accounts import account
from caseclose.site.web.beside import end_with_the_other
from caseclose.site.web.serve import serve

__all__ = ["caseclose", "run"]

for command in (serve, account):
    caseclose.add_command(command)


def run() -> None:
    """Run the command. Where another process of ours began it, it ends with that one."""
    end_with_the_other()
    run_command(Wiring(now=now, today=today, prepare=open_database, connect=connect))
