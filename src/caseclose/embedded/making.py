"""Making the server's data, and in them the database and its roles."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from caseclose.embedded.account import Account
from caseclose.embedded.fault import ServerFault
from caseclose.embedded.folder import clear_up, settle
from caseclose.embedded.names import APPLICATION, DATABASE, OWNER, WEB
from caseclose.embedded.programs import Programs

_LOCALES = ("C.UTF-8", "C")


def make_data(programs: Programs, data: Path, who: Account, password: str, *, durable: bool) -> None:
    """Make the data folder, whole or not at all: it gets its name when it is complete."""
    making = Path(tempfile.mkdtemp(prefix="making-", dir=data.parent))
    secret = making / "password"
    secret.touch(mode=0o600)
    secret.write_text(password, encoding="ascii")
    for path in (secret, making):
        who.own(path)
    said = ""
    for locale in _LOCALES:
        said = _initdb(programs, making, secret, who, locale, durable=durable)
        if "locale" not in said:
            break
    if said:
        clear_up(data.parent)
        raise ServerFault(f"the data could not be made: {said}")
    (making / "data").rename(data)
    settle(data.parent)
    clear_up(data.parent)


def _initdb(programs: Programs, making: Path, secret: Path, who: Account, locale: str, *, durable: bool) -> str:
    """Run initdb, and return what it complained of; nothing where all went well."""
    options = ["--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8", f"--locale={locale}"]
    options += [f"--username={OWNER}", f"--pwfile={secret}", f"--pgdata={making / 'data'}"]
    options += [] if durable else ["--no-sync"]
    try:
        done = subprocess.run(  # noqa: S603
            [programs.initdb, *options], check=False, capture_output=True, cwd=making, **who.process
        )
    except OSError as error:
        return f"{programs.initdb}: {error.strerror}"
    complaints = done.stderr.decode("utf-8", errors="replace").strip().splitlines() or ["initdb said nothing"]
    return complaints[-1] if done.returncode else ""


def furnish(owner: Mapping[str, Any], passwords: Mapping[str, str]) -> None:
    """Make the roles of application and public site and the database where they are not there yet, and shut others out.

    The server is told only a hash of the password, so it stands in no statement and in no log.
    """
    with psycopg.connect(**{**owner, "dbname": "postgres"}, autocommit=True) as connection:
        for role in (APPLICATION, WEB):
            _make_role(connection, role, passwords[role])
        if not _one(connection, "SELECT FROM pg_database WHERE datname = %s", DATABASE):
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        for name in ("postgres", "template1"):
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        let_roles_in(connection)


def let_roles_in(connection: psycopg.Connection[Any]) -> None:
    """Let the roles of application and public site, and nobody else, connect to the database."""
    database = sql.Identifier(DATABASE)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    for rights, role in (("CONNECT, TEMPORARY", APPLICATION), ("CONNECT", WEB)):
        grant = sql.SQL("GRANT {} ON DATABASE {} TO {}")
        connection.execute(grant.format(sql.SQL(rights), database, sql.Identifier(role)))


def _make_role(connection: psycopg.Connection[Any], role: str, password: str) -> None:
    hashed = connection.pgconn.encrypt_password(
        password.encode("ascii"), role.encode("ascii"), b"scram-sha-256"
    ).decode("ascii")
    if not _one(connection, "SELECT FROM pg_roles WHERE rolname = %s", role):
        connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
    connection.execute(
        sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {}").format(
            sql.Identifier(role), sql.Literal(hashed)
        )
    )


def _one(connection: psycopg.Connection[Any], query: str, name: str) -> bool:
    return connection.execute(query, [name]).fetchone() is not None
