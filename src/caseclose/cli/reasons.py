"""Options for what steps name by a word: what is missing in a request, and why a case stays open."""

from __future__ import annotations

from collections.abc import Iterable

import click

from caseclose.closure.reasons import OTHER, reasons


def _listed(names: Iterable[str]) -> str:
    return "; ".join(f"{name}: {reasons().called[name]['en']}" for name in names)


missing = click.option(
    "--missing",
    multiple=True,
    required=True,
    type=click.Choice(list(reasons().missing)),
    metavar="NAME",
    help=f"What is missing, once for each. The letter says how to mend it. {_listed(reasons().missing)}.",
)
WHY_OPEN = click.Choice(list(reasons().why_open))
"""The names of why a case stays open."""

WHY_OPEN_IN_WORDS = f"Why, by its name: the letter says it in words. {_listed(reasons().why_open)}."
words = click.option(
    "--words",
    default="",
    help=f"More about it, for the case record: no letter has it. '{OTHER}' needs it.",
)
