"""Carrying out one act on a case from the command line: who, when, and what is said when it is done or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TypeVar

import click

from caseclose.cli.closing import ROLES, refuse, zone_of
from caseclose.cli.console import out, print_json, stop
from caseclose.cli.wiring import acting, ready
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

F = TypeVar("F", bound=Callable[..., Any])
Doing = Callable[[Actor, date, datetime, str], Any]
"""Does the act: by whom, on which day, at which moment, under which key. Returns a dataclass with `repeated`."""

AGAIN = " (done before under this key; nothing was done again)"


def act_options(default_role: str) -> Callable[[F], F]:
    """Add the options that an act on a case shares, with the role of who acts."""

    def made(command: F) -> F:
        return click.option("--role", type=ROLES, default=default_role, show_default=True)(acting(command))

    return made


def carry_out(number: str, doing: Doing, words: str, *, role: str, by: str, on: date | None, at: datetime | None,
              key: str, as_json: bool) -> None:  # fmt: skip
    """Do it, and say `words`; where it is refused, say which rule refused and that nothing has changed."""
    wiring = ready()
    from caseclose.casework.services.keys import KeyReused

    day = on or wiring.today(zone_of(number))
    try:
        done = doing(Actor(by, Role(role)), day, at or wiring.now(), key)
    except KeyReused as error:
        stop(str(error))
    except Refused as refused:
        refuse(refused, as_json=as_json)
    if as_json:
        print_json(asdict(done))
    else:
        out().print(f"Case {number}: {words}.{AGAIN if done.repeated else ''}", markup=False)


def show_rows(title: str, rows: list[dict[str, Any]]) -> None:
    """Print rows, each on a line, leaving out what is not known."""
    out().print(f"{title}: {len(rows) or 'none'}", markup=False)
    for row in rows:
        said = ", ".join(f"{name} {value}" for name, value in row.items() if value not in {None, "", False})
        out().print(f"  {said}", markup=False)
