"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from caseclose.cli.console import DAY, stop
from caseclose.law.errors import PolicyError, UnknownName
from caseclose.law.in_force import LawInForce, law_in_force
from caseclose.law.policy import Policy
from caseclose.law.reading import read_policy, shipped

F = TypeVar("F", bound=Callable[..., Any])

policy_dirs = click.option(
    "--policy",
    "policy_dirs",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with policy files of your own (states/xx/…), added to the ones that come with Caseclose.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
language = click.option(
    "--lang", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Language of the words."
)


def state_option(*, required: bool) -> Callable[[F], F]:
    """Return the --state option; where it is not required, the federal rule alone is the default."""
    return click.option(
        "--state",
        required=required,
        default=None if required else "us",
        metavar="XX",
        help="The state whose policy to use, such as ca or ar; us is the federal rule alone.",
    )


def day_option(*, required: bool) -> Callable[[F], F]:
    """Return the --on option: the day of the decision."""
    return click.option(
        "--on", "on", type=DAY, required=required, metavar="DATE", help="The day of the decision, as 2026-11-22."
    )


def load_policy(dirs: tuple[Path, ...]) -> Policy:
    """Read the policy, or stop with every fault in it."""
    try:
        return read_policy(*dirs) if dirs else shipped()
    except PolicyError as error:
        stop(f"the policy cannot be used:\n{error}", todo="Mend the files named above, then try again.")


def load_law(policy: Policy, state: str, on: date) -> LawInForce:
    """Gather the law in force, or stop with the names of the states that exist."""
    try:
        law = law_in_force(policy, state.lower(), on)
    except UnknownName as error:
        stop(str(error), todo="Name one of them with --state.")
    if not law.criteria:
        first = min(version.since for rule in policy.federal.criteria.values() for version in rule.versions)
        stop(f"no rule is known that was in force on {on}", todo=f"The first one is in force from {first}.")
    return law
