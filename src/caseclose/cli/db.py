"""caseclose db: the database for case records, started, stopped, looked at, thrown away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, NoReturn, TypeVar

import click

from caseclose.cli import options
from caseclose.cli.console import err, out, print_json, stop
from caseclose.embedded.fault import ServerFault
from caseclose.embedded.server import Server, default_folder
from caseclose.outside.practice import forget_practice

DSN = "CASECLOSE_DSN"
T = TypeVar("T")


@click.group()
def db() -> None:
    """Run the database for case records.

    Caseclose runs a PostgreSQL server of its own in a folder of its own (CASECLOSE_HOME, or else
    ~/.local/share/caseclose). Where CASECLOSE_DSN names a database, that one is used, and nothing is started.
    """


@db.command()
@options.as_json
def start(*, as_json: bool) -> None:
    """Start the server where it does not run yet, and bring its tables up to date."""
    started = False if _named() else _or_stop(_server().start)
    with _database_errors():
        ran = _schema().migrate()
    page = _page()
    if as_json:
        print_json({"started": started, "migrated": ran, **page})
        return
    _print_page(page)
    if ran:
        out().print(f"{len(ran)} migrations were run.")


@db.command("stop")
@options.as_json
def stop_server(*, as_json: bool) -> None:
    """Stop the server. What is committed is kept."""
    if _named():
        _not_ours("stopped")
    ended = _or_stop(_server().stop)
    if as_json:
        print_json({"stopped": ended})
    else:
        out().print("The database has stopped." if ended else "No database was running.")


@db.command()
@options.as_json
def status(*, as_json: bool) -> None:
    """Show whether the database runs, where it is, how large, and whether its tables are up to date."""
    page = _page()
    if as_json:
        print_json(page)
    else:
        _print_page(page)


@db.command()
@click.option("--yes", is_flag=True, help="Do it: every case record in the database is lost.")
@options.as_json
def reset(*, yes: bool, as_json: bool) -> None:
    """Throw the database away, with every case record in it."""
    if _named():
        _not_ours("thrown away")
    server = _server()
    if not yes:
        stop(
            f"this would throw away the database in {server.folder}, with every case record in it",
            todo="If that is what you want: caseclose db reset --yes",
        )
    gone = _or_stop(server.reset)
    forget_practice(default_folder(os.environ))
    if as_json:
        print_json({"reset": gone})
    else:
        out().print("The database is gone." if gone else "There was no database.")


def _named() -> bool:
    return bool(os.environ.get(DSN))


def _not_ours(done: str) -> NoReturn:
    stop(
        f"{DSN} names a database that Caseclose does not run; nothing was {done}",
        todo=f"Unset {DSN} to work with the embedded database.",
    )


def _server() -> Server:
    return Server(default_folder(os.environ), say=lambda words: err().print(words, markup=False))


def _or_stop(act: Callable[[], T]) -> T:
    try:
        return act()
    except ServerFault as fault:
        stop(str(fault), todo=fault.todo)


def _schema() -> Any:  # noqa: ANN401 - a module, which imports Django: too slow for commands that need none
    from caseclose.casework import schema

    schema.set_up()
    return schema


@contextmanager
def _database_errors() -> Iterator[None]:
    from django.db import Error

    try:
        yield
    except Error as error:
        stop(f"the database cannot be used: {str(error).strip()}")


def _page() -> dict[str, Any]:
    if _named():
        return _page_of_named()
    page = {"named_by": None, **asdict(_or_stop(_server().status)), "migrations_pending": None}
    if page["state"] == "running":
        with _database_errors():
            page["migrations_pending"] = _schema().pending()
    return page


def _page_of_named() -> dict[str, Any]:
    schema = _schema()
    with _database_errors():
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
            version, size = cursor.fetchone()
        pending = schema.pending("default")
    return {
        "named_by": DSN, "state": "running", "version": version, "bytes": size, "migrations_pending": pending
    }  # fmt: skip


def _print_page(page: dict[str, Any]) -> None:
    console = out()
    size = f"{page['bytes'] / 1_000_000:,.0f} MB"
    pending = page.get("migrations_pending")
    rows = {
        "Database": f"{page['state']}" + (f" (named by {page['named_by']})" if page["named_by"] else ""),
        "Version": f"PostgreSQL {page['version']}" if page["version"] else "",
        "Folder": page.get("folder"),
        "Data": page.get("data"),
        "Runs as": page.get("user"),
        "Size": size if page["bytes"] else "",
        "Tables": "" if pending is None else _standing(pending),
        "Note": page.get("note"),
    }
    for name, words in rows.items():
        if words:
            console.print(f"[bold]{name:<9}[/] ", end="")
            console.print(str(words), markup=False)


def _standing(pending: list[str]) -> str:
    return f"{len(pending)} migrations to run: caseclose db start" if pending else "up to date"
