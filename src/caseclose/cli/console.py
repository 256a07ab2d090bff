"""Printing: colours only on a terminal, JSON as JSON, errors to stderr with what to do next."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import NoReturn

import click
from rich.console import Console

from caseclose.law.values import BadValue, read_day

OK, CHECK_FAILED, UNUSABLE, ROWS_REFUSED = 0, 1, 2, 3
"""Exit codes. 0: done. 1: a check found faults. 2: the input or the call cannot be used; nothing was written.
3: done, but some rows were refused and are listed in the report."""


PIPED_WIDTH = 200
"""Where output goes to a file or another program, lines are wide, so that names are not broken."""


def out() -> Console:
    """The console for results. Rich leaves colours out where stdout is no terminal."""
    piped = not sys.stdout.isatty()
    return Console(highlight=False, soft_wrap=piped, width=PIPED_WIDTH if piped else None)


def err() -> Console:
    """The console for progress and errors."""
    return Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())


def print_json(value: object) -> None:
    """Print one JSON document, dates as ISO text, money as text."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def stop(message: str, *, todo: str = "", code: int = UNUSABLE) -> NoReturn:
    """Say what is wrong and what to do next on stderr, and exit with `code`."""
    console = err()
    console.print("[bold red]error:[/] ", end="")
    console.print(message, markup=False)
    if todo:
        console.print(todo, markup=False)
    raise SystemExit(code)


class Day(click.ParamType[date]):
    """A calendar date given as 2026-11-22."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date, or say how to write it."""
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value))
        except BadValue as error:
            self.fail(str(error), param, ctx)


DAY = Day()
