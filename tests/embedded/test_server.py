"""The embedded server: starting, stopping, looking, throwing away, each as often as one likes."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from caseclose.embedded.programs import NAMED_BY, Programs, programs_found
from caseclose.embedded.server import APPLICATION, DATABASE, OWNER, Server, ServerFault
from tests.embedded.serving import QUICK, ask, do, new_folder, quick, started, starter

PROGRAMS = programs_found(os.environ)


@pytest.mark.parametrize("programs", PROGRAMS, ids=lambda programs: programs.version)
def test_a_server_starts_stops_and_keeps_what_was_committed(home: Path, programs: Programs) -> None:
    server = Server(home, settings=QUICK, programs=programs.folder)
    assert server.status().state == "absent"
    assert server.start()
    do(server, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)")
    status = server.status()
    assert (status.state, status.version) == ("running", programs.version)
    assert status.bytes > 1_000_000
    assert server.stop()
    assert server.status().state == "stopped"
    assert server.start()
    assert ask(server, "SELECT n FROM kept") == 7
    assert ask(server, "SHOW server_version").split()[0] == programs.version


def test_the_server_is_what_it_promises_to_be(running: Server) -> None:
    shown = {
        "listen_addresses": "",
        "server_encoding": "UTF8",
        "data_checksums": "on",
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "password_encryption": "scram-sha-256",
        "shared_buffers": "256MB",
        "TimeZone": "UTC",
    }
    assert {name: ask(running, f"SHOW {name}") for name in shown} == shown
    assert ask(running, f"SELECT datcollate FROM pg_database WHERE datname = '{DATABASE}'") in {"C.UTF-8", "C"}
    assert ask(running, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules") == "scram-sha-256"


def test_stopping_and_throwing_away_twice_does_it_once(home: Path) -> None:
    server = quick(home)
    assert (server.stop(), server.reset()) == (False, False)
    server.start()
    assert (server.stop(), server.stop()) == (True, False)
    assert (server.reset(), server.reset()) == (True, False)


def test_starting_a_server_that_runs_does_nothing_and_takes_no_time(running: Server) -> None:
    before = running.status().pid
    times = []
    for _ in range(20):
        began = time.perf_counter()
        assert not Server(running.folder.parent).start()
        times.append(time.perf_counter() - began)
    assert min(times) < 0.005
    assert running.status().pid == before


def test_starts_at_once_end_with_one_server(home: Path) -> None:
    starters = [starter(home) for _ in range(3)]
    said = [process.communicate()[0].strip() for process in starters]
    assert sorted(said) == ["False", "False", "True"]
    assert ask(quick(home), "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'caseclose%'") == 3


def test_throwing_away_leaves_nothing_and_the_next_start_begins_anew(home: Path) -> None:
    server = started(home)
    do(server, "CREATE TABLE lost ()")
    old = (server.folder / "passwords").read_text()
    data = server.status().data
    assert data is not None
    assert server.reset()
    assert not data.exists()
    assert [path.name for path in server.folder.iterdir()] == ["lock"]
    assert server.status().state == "absent"
    assert server.start()
    assert (server.folder / "passwords").read_text() != old
    assert ask(server, "SELECT to_regclass('lost')") is None


@pytest.mark.parametrize("name", ["x" * 120, "with,comma", 'a "b" ñ%'])
def test_a_folder_may_have_any_name(home: Path, name: str) -> None:
    server = started(home / name)
    socket = Path(server.address()["host"])
    assert len(os.fsencode(socket / ".s.PGSQL.5432")) <= 107
    assert socket.stat().st_mode & 0o077 == 0
    assert ask(server, "SELECT 1", APPLICATION) == 1
    assert server.reset()
    assert not socket.exists()


def test_a_socket_that_was_cleared_away_comes_back(home: Path) -> None:
    server = started(home)
    (Path(server.address()["host"]) / ".s.PGSQL.5432").unlink()
    assert not server.running()
    assert server.start()
    assert ask(server, "SELECT 1") == 1


def test_a_copied_folder_has_data_of_its_own_and_a_moved_one_keeps_them(home: Path) -> None:
    server = started(home / "first")
    do(server, "CREATE TABLE kept ()")
    server.stop()
    subprocess.run(["cp", "-a", home / "first", home / "copy"], check=True)
    (home / "first").rename(home / "moved")
    moved, copy = quick(home / "moved"), quick(home / "copy")
    assert moved.start()
    assert not copy.running()
    assert copy.start()
    assert moved.status().pid != copy.status().pid
    assert copy.reset()
    assert ask(moved, "SELECT to_regclass('kept')::text") == "kept"


def test_data_of_a_version_that_is_not_here_are_refused(home: Path) -> None:
    server = started(home)
    server.stop()
    data = server.status().data
    assert data is not None
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServerFault, match="made by PostgreSQL 9; here are only"):
        server.start()
    (data / "PG_VERSION").write_text(PROGRAMS[0].version.split(".")[0])
    assert server.start()


def test_a_server_that_cannot_start_says_why(home: Path) -> None:
    server = started(home)
    server.stop()
    with pytest.raises(ServerFault, match=r"did not start: .*shared_buffers") as refused:
        Server(home, settings={"shared_buffers": "much"}).start()
    assert str(server.folder / "log") in refused.value.todo


def test_a_folder_without_programs_is_refused_by_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAMED_BY, str(home))
    with pytest.raises(ServerFault, match=f"{NAMED_BY} names no folder of PostgreSQL 15 or newer"):
        quick(home).start()


def test_lost_passwords_are_named_and_not_made_anew(home: Path) -> None:
    server = started(home)
    server.stop()
    (server.folder / "passwords").unlink()
    with pytest.raises(ServerFault, match="passwords of the database are gone") as refused:
        server.start()
    assert "db reset --yes" in refused.value.todo


def test_a_server_never_started_has_no_address() -> None:
    folder = new_folder()
    with pytest.raises(ServerFault, match="has not been started") as refused:
        quick(folder).address()
    assert refused.value.todo == "Start it with: caseclose db start"
    folder.rmdir()


@pytest.mark.parametrize("role", [OWNER, APPLICATION])
def test_the_environment_cannot_point_a_connection_elsewhere(
    running: Server, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = {
        "PGHOST": "192.0.2.1", "PGHOSTADDR": "192.0.2.1", "PGPORT": "1", "PGUSER": "else", "PGPASSWORD": "else",
        "PGDATABASE": "else", "PGPASSFILE": "/dev/null", "PGOPTIONS": "-c search_path=else",
    }  # fmt: skip
    for name, value in elsewhere.items():
        monkeypatch.setenv(name, value)
    with psycopg.connect(**running.address(role)) as connection:
        assert connection.execute("SELECT current_user::text, current_setting('search_path')").fetchone() == (
            role,
            '"$user", public',
        )
