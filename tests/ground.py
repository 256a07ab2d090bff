"""A database of one's own for a run of tests or proofs: a folder held by a lock, in it a server with empty tables.

Nothing here touches the database of whoever runs the tests.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caseclose.embedded.server import Server, default_folder

QUICK = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "4GB"}
"""Settings of a server whose data nobody misses when the machine stops."""
_NAMED = "caseclose-tests-"

EMPTY = r"""
DO $$
DECLARE it regclass;
BEGIN
    SET LOCAL lock_timeout = '20s';
    SET LOCAL session_replication_role = replica;
    FOR it IN SELECT oid FROM pg_class
              WHERE relname ~ '^(casework|staff|account|mfa|socialaccount|axes|django_session)' AND relkind = 'r'
                  AND relnamespace = 'public'::regnamespace
    LOOP
        IF pg_relation_size(it) > 1000000 THEN
            EXECUTE format('TRUNCATE %s CASCADE', it);
        ELSIF pg_relation_size(it) > 0 THEN
            EXECUTE format('DELETE FROM %s', it);
        END IF;
    END LOOP;
    FOR it IN SELECT oid FROM pg_class WHERE relname ~ '^(casework|staff)_' AND relkind = 'S'
    LOOP
        PERFORM setval(it, 1, false);
    END LOOP;
END
$$
"""


@contextmanager
def held_folder() -> Iterator[Path]:
    """Make CASECLOSE_HOME a new folder of this process. It is held by a lock, so that one left behind can be told."""
    folder = Path(tempfile.mkdtemp(prefix=_NAMED, dir=_open_folder()))
    folder.chmod(0o711)
    held = os.open(folder / "held", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    os.environ["CASECLOSE_HOME"] = str(folder)
    os.environ["CASECLOSE_SECRET"] = secrets.token_hex()
    for variable in ("CASECLOSE_DSN", "CASECLOSE_OWNER_DSN"):
        os.environ.pop(variable, None)
    try:
        yield folder
    finally:
        shutil.rmtree(default_folder(os.environ), ignore_errors=True)
        os.close(held)


@contextmanager
def running_server() -> Iterator[Server]:
    """A running server with all tables, in the held folder. Django connects to it with the application's rights."""
    _clear_up_after_killed_runs()
    server = Server(default_folder(os.environ), settings=QUICK)
    server.start()
    try:
        from caseclose.casework.schema import migrate
        from caseclose.site.setup import prepare

        prepare()
        migrate()
        yield server
        close_connections()
    finally:
        server.reset()


def empty() -> None:
    """Leave no row in any table of case records or accounts, and let numbers begin at 1 again."""
    from django.db import connections

    _close_unfinished()
    with connections["owner"].cursor() as cursor:
        cursor.execute(EMPTY)


def close_connections() -> None:
    """Close every connection of this process."""
    from django.db import connections

    connections.close_all()


def _open_folder() -> str:
    """Return a folder with a short name that every user can pass through: root's server runs as another user."""
    usual = "/tmp"  # noqa: S108 - the folders made in it are new
    return usual if os.access(usual, os.W_OK | os.X_OK) else tempfile.gettempdir()


def _close_unfinished() -> None:
    """Close connections that a test left in the middle of a transaction: they may hold locks."""
    from django.db import connections
    from psycopg.pq import TransactionStatus

    for connection in connections.all(initialized_only=True):
        if connection.connection and connection.connection.info.transaction_status != TransactionStatus.IDLE:
            connection.close()


def _clear_up_after_killed_runs() -> None:
    for held in Path(_open_folder()).glob(f"{_NAMED}*/held"):
        if held.owner() == held.parent.owner() and held.stat().st_uid == os.geteuid():
            _clear_up(held)


def _clear_up(held: Path) -> None:
    handle = os.open(held, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        Server(held.parent).reset()
        shutil.rmtree(held.parent, ignore_errors=True)
    except BlockingIOError:
        return
    finally:
        os.close(handle)
