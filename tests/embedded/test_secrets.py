"""Who can get in: only who may read the passwords, and these stand in no other place."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from pathlib import Path

import psycopg
import pytest

from caseclose.embedded.account import account
from caseclose.embedded.folder import Folder, State, with_socket
from caseclose.embedded.lock import only_one
from caseclose.embedded.server import APPLICATION, OWNER, WEB, Server, ServerFault
from tests.embedded.serving import as_ordinary_user, do, quick, started


def passwords(server: Server) -> list[str]:
    lines = (server.folder / "passwords").read_text(encoding="ascii").splitlines()
    return [line.rpartition(":")[2] for line in lines]


@pytest.mark.parametrize("role", [OWNER, APPLICATION, WEB])
@pytest.mark.parametrize("wrong", [{"password": "postgres"}, {"passfile": "/dev/null"}], ids=["wrong", "none"])
def test_nobody_gets_in_with_a_wrong_password_or_none(running: Server, role: str, wrong: dict[str, str]) -> None:
    with pytest.raises(psycopg.OperationalError, match="password") as refused:
        psycopg.connect(**{**running.address(role), **wrong})
    assert [word for word in passwords(running) if word in str(refused.value)] == []


def test_each_folder_has_passwords_of_its_own_that_cannot_be_guessed(home: Path) -> None:
    words = [word for name in ("a", "b") for word in passwords(started(home / name))]
    assert len(set(words)) == 6
    assert all(re.fullmatch(r"[\w-]{43}", word) for word in words)


def test_only_the_owner_can_read_the_folder(running: Server) -> None:
    kept = {path.name: path.stat().st_mode & 0o777 for path in running.folder.iterdir() if path.is_file()}
    assert kept == {"lock": 0o600, "state.json": 0o600, "passwords": 0o600, "log": 0o600}
    data = running.status().data
    assert data is not None
    assert {data.stat().st_mode & 0o777, Path(running.address()["host"]).stat().st_mode & 0o777} == {0o700}
    assert data.parent.stat().st_mode & 0o007 == 0


def test_the_passwords_stand_in_one_file_only(running: Server) -> None:
    do(running, "CREATE TABLE numbers (n int)")
    with pytest.raises(psycopg.Error):
        do(running, "INSERT INTO numbers VALUES ('no number')")
    pid = running.status().pid
    words = [word.encode() for word in passwords(running)]
    told = {
        str(path): path.read_bytes()
        for pattern in ("cmdline", "environ")
        for path in Path("/proc").glob(f"[0-9]*/{pattern}")
        if pid is not None and _belongs(path, pid)
    }
    assert told
    files = {str(path): path.read_bytes() for path in running.folder.rglob("*") if path.is_file()}
    assert len(files) > 500
    holding = [name for name, text in {**told, **files}.items() if any(word in text for word in words)]
    assert holding == [str(running.folder / "passwords")]


def _belongs(path: Path, pid: int) -> bool:
    """Say whether a file of /proc is the server's or one of its children's."""
    try:
        parent = int((path.parent / "stat").read_text().rpartition(")")[2].split()[1])
        return os.access(path, os.R_OK) and pid in (int(path.parent.name), parent)
    except (OSError, ValueError):
        return False


def test_the_log_repeats_no_statement_and_no_row(running: Server) -> None:
    do(running, "CREATE TABLE names (name text PRIMARY KEY)", "INSERT INTO names VALUES ('Abigail Protected')")
    with pytest.raises(psycopg.errors.UniqueViolation, match="Abigail"):
        do(running, "INSERT INTO names VALUES ('Abigail Protected')")
    log = (running.folder / "log").read_text()
    assert "duplicate key value" in log
    assert "Abigail" not in log


def test_a_folder_that_others_can_write_to_is_refused(home: Path) -> None:
    (home / "database").mkdir()
    (home / "database").chmod(0o777)
    with pytest.raises(ServerFault, match="others can write to it"):
        quick(home).start()


def test_a_link_in_the_place_of_the_folder_is_refused(home: Path) -> None:
    (home / "elsewhere").mkdir()
    (home / "database").symlink_to(home / "elsewhere")
    with pytest.raises(ServerFault, match="belongs to another user"):
        quick(home).start()
    assert list((home / "elsewhere").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(home: Path) -> None:
    (home / "file").write_text("")
    with pytest.raises(ServerFault, match="cannot be made: Not a directory"):
        quick(home / "file" / "deeper").start()


def test_a_socket_folder_that_others_could_enter_is_not_used_again(home: Path) -> None:
    ground = home / ("x" * 120)
    ground.mkdir()
    first = with_socket(State(ground=str(ground)), account())
    assert with_socket(first, account()) == first
    Path(first.socket).chmod(0o755)
    second = with_socket(first, account())
    assert second.socket != first.socket
    for made in (first.socket, second.socket):
        Path(made).rmdir()


def test_an_ordinary_user_can_run_a_server(home: Path) -> None:
    def life() -> tuple[str, object, bool, bool]:
        server = quick(home / "theirs")
        server.start()
        with psycopg.connect(**server.address()) as connection:
            row = connection.execute("SELECT current_user::text").fetchone()
        return server.status().note, row, server.stop(), server.reset()

    (home / "theirs").mkdir()
    assert as_ordinary_user(life, home / "theirs") == ("", (APPLICATION,), True, True)


def test_another_users_database_is_refused_by_name(running: Server) -> None:
    if os.geteuid() != 0:
        (running.folder / "state.json").chmod(0)
    for act in (running.start, running.stop, running.reset, running.address):
        with pytest.raises(ServerFault, match="belongs to another user"):
            as_ordinary_user(act)
    (running.folder / "state.json").chmod(0o600)


def test_data_lie_where_the_servers_user_can_work(home: Path) -> None:
    home.chmod(0o700)
    server = started(home)
    status = server.status()
    assert status.data is not None
    inside = status.data.is_relative_to(home)
    assert inside == (os.geteuid() != 0)
    assert bool(status.note) != inside
    assert str(status.data.parent) in status.note or inside
    assert home.stat().st_mode & 0o777 == 0o700
    assert server.stop()
    assert server.start()
    assert server.status().data == status.data
    if not inside:
        shutil.copytree(server.folder, home / "copy" / "database")
        with pytest.raises(ServerFault, match="was moved or copied, and its data were left in"):
            quick(home / "copy").reset()
        shutil.rmtree(home / "copy")
    assert server.reset()
    assert not status.data.parent.exists()


def test_a_command_waits_for_another_and_not_for_ever(home: Path) -> None:
    said: list[str] = []
    with only_one(home / "lock", patience=1, say=said.append):
        began = time.monotonic()
        with (
            pytest.raises(ServerFault, match="another command has held"),
            only_one(home / "lock", patience=1.2, say=said.append),
        ):
            raise AssertionError("the lock was given twice")
        assert time.monotonic() - began > 1.2
        waiting = threading.Thread(target=_take_and_say, args=(home / "lock", said))
        waiting.start()
    waiting.join()
    assert said == ["Another command is working on the database; waiting for it.", "taken"]


def _take_and_say(lock: Path, said: list[str]) -> None:
    with only_one(lock, patience=30, say=lambda _: None):
        said.append("taken")


def test_a_state_that_cannot_be_read_is_named(home: Path) -> None:
    server = started(home)
    server.stop()
    (server.folder / "state.json").write_text("{")
    with pytest.raises(ServerFault, match=r"state\.json cannot be read"):
        server.start()
    (server.folder / "state.json").unlink()
    assert Folder(home).state() is None
    assert server.start()
