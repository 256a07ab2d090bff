"""What commands on case records need from outside: the clock, and the database made ready. `site` hands it in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import click

from caseclose.casework.ports import Ports
from caseclose.cli.console import DAY

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Connected:
    """The outside world. `practice` says that the parties are fakes, and nothing leaves this machine."""

    ports: Ports
    practice: bool


def unconnected(_weather: str) -> Connected:
    """Refuse to go outside: nobody has said who is there."""
    raise click.UsageError("this command goes outside and must be run as `caseclose`")


@dataclass(frozen=True)
class Wiring:
    """The clock (`today` is told the zone), what makes the database ready, and what connects to the outside world.

    `prepare` stops with a message where there is no database; `connect` where the parties cannot be reached at all. It
    is told the weather for practice parties.
    """

    now: Callable[[], datetime]
    today: Callable[[str], date]
    prepare: Callable[[], None]
    connect: Callable[[str], Connected] = unconnected


class Moment(click.ParamType[datetime]):
    """A moment given as 2026-11-22T09:30, in UTC where no zone is named."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the moment, or say how to write it."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a moment; write it as 2026-11-22T09:30", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def acting(command: F) -> F:
    """Add the options that every command on a case shares."""
    for option in reversed(
        (
            click.option("--by", required=True, metavar="NAME", help="Who acts. The history keeps the name."),
            click.option(
                "--on", "on", type=DAY, metavar="DATE", help="The day, in the agency's zone (default: today)."
            ),
            click.option("--at", "at", type=Moment(), metavar="MOMENT", help="The moment (default: now)."),
            click.option("--key", default="", metavar="KEY", help="Idempotency key: the same key does its work once."),
            click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs."),
        )
    ):
        command = option(command)
    return command


def ready() -> Wiring:
    """Return the wiring of the running command, with the database made ready."""
    wiring = click.get_current_context().find_object(Wiring)
    if wiring is None:
        raise click.UsageError("this command works on case records and must be run as `caseclose`")
    wiring.prepare()
    return wiring


def does_not_fit(error: Exception) -> str | None:
    """Say how a value was too much for the database, without the value; None where that is not what went wrong."""
    if "django.db" not in sys.modules:
        return None
    from django.db import DataError

    return str(error).partition("\n")[0] if isinstance(error, DataError) else None
