"""Carrying out one act on a case from the command line: who, when, and what is said when it is done or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar

import click

from caseclose.cli.console import CHECK_FAILED, err, out, print_json, stop
from caseclose.cli.wiring import acting, ready
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

ROLES = click.Choice([role.value for role in Role])
CHANNELS = click.Choice(["mail", "phone", "fax", "web", "in_person", "agency"])
F = TypeVar("F", bound=Callable[..., Any])
D = TypeVar("D")
Doing = Callable[[Actor, date, datetime, str], Any]
"""Does the act: by whom, on which day, at which moment, under which key. Returns a dataclass with `repeated`."""

AGAIN = " (done before under this key; nothing was done again)"


def act_options(default_role: str) -> Callable[[F], F]:
    """Add the options that an act on a case shares, with the role of who acts."""

    def made(command: F) -> F:
        return click.option("--role", type=ROLES, default=default_role, show_default=True)(acting(command))

    return made


def attempt(number: str, doing: Callable[[Actor, date, datetime], D], role: str, by: str, on: date | None,
            at: datetime | None, *, as_json: bool) -> D:  # fmt: skip
    """Do it, on the day in the zone of the case's office unless a day is given, and return what was done.

    Where it is refused, the rule is named and the command ends; nothing has changed.
    """
    wiring = ready()
    from caseclose.casework.services.keys import KeyReused

    day = on or wiring.today(zone_of(number))
    try:
        return doing(Actor(by, Role(role)), day, at or wiring.now())
    except KeyReused as error:
        stop(str(error))
    except Refused as refused:
        refuse(refused, as_json=as_json)


def carry_out(number: str, doing: Doing, words: str, *, role: str, by: str, on: date | None, at: datetime | None,
              key: str, as_json: bool) -> None:  # fmt: skip
    """Do it, and say `words`; where it is refused, say which rule refused and that nothing has changed."""
    done = attempt(number, lambda who, day, moment: doing(who, day, moment, key), role, by, on, at, as_json=as_json)
    if as_json:
        print_json(asdict(done))
    else:
        out().print(f"Case {number}: {words}.{AGAIN if done.repeated else ''}", markup=False)


def zone_of(number: str) -> str:
    """Return the zone of the office that works the case, or stop where there is no such case."""
    from caseclose.casework.models import Case

    case = Case.objects.filter(number=number).select_related("office").first()
    if case is None:
        stop(f"there is no case {number}")
    return case.office.zone


def refuse(refused: Refused, *, as_json: bool) -> NoReturn:
    """Say which rule refused, what would satisfy it, and where it comes from. Exits with 1; nothing has changed."""
    words, todo = refused.words("en", named=True), refused.todo("en", named=True)
    if as_json:
        print_json({"refused": refused.rule, "words": words, "todo": todo,
                    "cites": list(refused.cites)})  # fmt: skip
    else:
        console = err()
        console.print(f"[bold red]refused:[/] [bold]{refused.rule}[/]", end=" ")
        console.print(f"{words} {todo}", markup=False)
        if refused.cites:
            console.print(f"  {'; '.join(refused.cites)}", markup=False)
    raise SystemExit(CHECK_FAILED)


def show_rows(title: str, rows: list[dict[str, Any]]) -> None:
    """Print rows, each on a line, leaving out what is not known."""
    out().print(f"{title}: {len(rows) or 'none'}", markup=False)
    for row in rows:
        told = {name: ", ".join(value) if isinstance(value, list) else value for name, value in row.items()}
        said = ", ".join(f"{name} {value}" for name, value in told.items() if value not in {None, "", False})
        out().print(f"  {said}", markup=False)
