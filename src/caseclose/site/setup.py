"""Setting Django up for whoever works on case records: commands, tests, the web."""

from __future__ import annotations

from caseclose.casework.schema import set_up
from caseclose.cli.console import stop


def prepare() -> None:
    """Set Django up with the site's settings. The second time does nothing. No connection is opened."""
    set_up()


def open_database() -> None:
    """Set Django up and connect to the database, or stop with a message that says what to do."""
    prepare()
    from django.db import Error, connection

    try:
        connection.ensure_connection()
    except Error as error:
        stop(f"the database cannot be used: {str(error).strip()}")
