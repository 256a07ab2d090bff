"""Killing the server, and killing who starts it: what was committed stays, and the next start mends the rest."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from caseclose.embedded.server import OWNER, Server
from tests.embedded.serving import ask, do, quick, started, starter, wait_until


def kill(server: Server) -> None:
    """Kill the server's first process, so that it has no time for anything."""
    status = server.status()
    assert status.pid is not None
    os.kill(status.pid, signal.SIGKILL)
    wait_until(lambda: server.status().state == "stopped")


def test_a_killed_server_keeps_what_was_committed_and_nothing_else(home: Path) -> None:
    server = started(home)
    do(server, "CREATE TABLE kept (n int)", "INSERT INTO kept SELECT generate_series(1, 1000)")
    open_session = psycopg.connect(**server.address(OWNER))
    open_session.execute("INSERT INTO kept SELECT generate_series(1, 500)")
    kill(server)
    assert not server.running()
    assert server.start()
    assert ask(server, "SELECT count(*) FROM kept") == 1000
    with pytest.raises(psycopg.OperationalError):
        open_session.execute("COMMIT")


def test_a_start_waits_for_the_sessions_of_a_killed_server(home: Path) -> None:
    server = started(home)
    busy = """DO $$ DECLARE began timestamptz := clock_timestamp();
              BEGIN WHILE clock_timestamp() < began + interval '2 seconds' LOOP END LOOP; END $$"""
    session = psycopg.connect(**server.address(OWNER), autocommit=True)
    pid = session.info.backend_pid
    worker = threading.Thread(target=_try, args=(session, busy))
    worker.start()
    wait_until(lambda: ask(server, f"SELECT state FROM pg_stat_activity WHERE pid = {pid}") == "active")
    kill(server)
    said: list[str] = []
    assert quick(home, said.append).start()
    worker.join()
    assert "Waiting for the sessions of the server that was killed to end." in said


def _try(session: psycopg.Connection[Any], statement: str) -> None:
    with suppress(psycopg.OperationalError):
        session.execute(statement)


def test_a_pid_file_that_names_another_process_is_no_server(home: Path) -> None:
    server = started(home)
    kill(server)
    data = server.status().data
    assert data is not None
    pid_file = data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert server.status().state == "stopped"
    assert not server.stop()
    assert server.start()
    assert os.getpid() != server.status().pid


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "the folder is made": lambda made: (made / "lock").exists(),
    "the state is written": lambda made: (made / "state.json").exists(),
    "the data are being made": lambda made: any(made.glob("server/making-*/data/PG_VERSION")),
    "the data are made": lambda made: (made / "server/data").exists(),
    "the server is launched": lambda made: (made / "server/data/postmaster.pid").exists(),
    "the socket is there": lambda made: (made / "server/socket/.s.PGSQL.5432").exists(),
    "the server is ready": lambda made: quick(made.parent).status().pid is not None,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_whoever_starts_it_may_be_killed_at_any_moment(home: Path, moment: str) -> None:
    process = starter(home)
    wait_until(lambda: MOMENTS[moment](home / "database"))
    process.kill()
    process.wait()
    server = quick(home)
    server.start()
    assert server.running()
    assert ask(server, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'caseclose%'") == 3
    assert server.stop()
    assert [path.name for path in (home / "database/server").glob("making-*")] == []


def test_a_server_outlives_whoever_started_it(home: Path) -> None:
    process = starter(home)
    process.communicate()
    server = quick(home)
    assert server.running()
    assert not server.start()


def test_a_throwing_away_that_was_killed_leaves_a_folder_that_starts(home: Path) -> None:
    server = started(home)
    server.stop()
    data = server.status().data
    assert data is not None
    data.rename(data.with_name("making-doomed"))
    assert server.status().state == "absent"
    assert server.start()
    assert not data.with_name("making-doomed").exists()
