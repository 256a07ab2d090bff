"""caseclose account: who may sign in to the staff application."""

from __future__ import annotations

import click

from caseclose.cli.console import out, stop
from caseclose.cli.wiring import ready
from caseclose.staff.roles import StaffRole


@click.group()
def account() -> None:
    """Look after the accounts of staff."""


@account.command()
@click.argument("sign_in", metavar="SIGN_IN")
@click.option("--name", required=True, help="The name that the history keeps. No two accounts have the same.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in StaffRole]))
@click.option("--office", metavar="CODE", help="The office whose cases the account works with.")
@click.option("--team", default="", help="The team.")
@click.option("--keep-password", is_flag=True, help="Do not ask for a password of their own at the first sign-in.")
@click.password_option(help="The first password (asked for where it is not given).")
def add(  # noqa: PLR0913 - each is an option
    sign_in: str,
    name: str,
    roles: tuple[str, ...],
    office: str | None,
    team: str,
    password: str,
    *,
    keep_password: bool,
) -> None:
    """Make an account. Whoever signs in with it first chooses a password of their own and sets up a second factor."""
    wiring = ready()
    from django.core.exceptions import ValidationError

    from caseclose.staff.accounts import NewAccount, make_account
    from caseclose.staff.people.telling import COMMAND_LINE, By

    by = By(COMMAND_LINE, wiring.today("UTC"), wiring.now())
    try:
        make_account(NewAccount(sign_in, name, roles, office, team, password, keep_password), by)
    except ValidationError as error:
        stop("; ".join(error.messages))
    out().print(f"{sign_in} may sign in.", markup=False)
