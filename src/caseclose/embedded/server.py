"""The embedded server: started, stopped, looked at, thrown away. Each can be asked for twice and does its work once."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from caseclose.embedded import postmaster
from caseclose.embedded.account import Account, account
from caseclose.embedded.fault import ServerFault
from caseclose.embedded.folder import (
    SOCKET,
    Folder,
    State,
    clear_up,
    default_folder,
    size_of,
    with_socket,
    without_socket,
)
from caseclose.embedded.lock import only_one
from caseclose.embedded.names import APPLICATION, DATABASE, OWNER, WEB
from caseclose.embedded.programs import NAMED_BY, Programs, programs_for, within_reach

ROLES = (OWNER, APPLICATION, WEB)
__all__ = ["APPLICATION", "DATABASE", "OWNER", "WEB", "Server", "ServerFault", "Status", "default_folder"]

PATIENCE = 600.0
"""Seconds to wait for a server that recovers from a crash, and for another command."""
ENDING = 120.0
"""Seconds to wait for a server to end."""

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "shared_buffers": "256MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_wal_size": "4GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "cluster_name": "caseclose",
    "logging_collector": "off",
    "log_checkpoints": "off",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
"""A server for one small machine, without a door to the network. Its log repeats no statement and no row."""


@dataclass(frozen=True)
class Status:
    """How the server stands. `note` says what is out of the ordinary."""

    state: Literal["absent", "stopped", "starting", "running", "stopping"]
    folder: Path
    data: Path | None = None
    version: str = ""
    user: str = ""
    pid: int | None = None
    bytes: int = 0
    note: str = ""


class Server:
    """A PostgreSQL server that keeps everything in `folder`, and serves whoever may read the passwords there."""

    def __init__(
        self,
        folder: Path,
        *,
        settings: Mapping[str, str] | None = None,
        programs: Path | None = None,
        say: Callable[[str], None] = lambda _: None,
        patience: float = PATIENCE,
    ) -> None:
        """Name the folder. `settings` change the server's own; `programs` names a folder with PostgreSQL's programs.

        `say` is told what takes long.
        """
        self._folder = Folder(Path(folder).absolute())
        self._settings = {**SETTINGS, **(settings or {})}
        self._environ = {**os.environ, NAMED_BY: str(programs)} if programs else os.environ
        self._say = say
        self._patience = patience

    @property
    def folder(self) -> Path:
        """Where the passwords, the log and the state are."""
        return self._folder.home

    def running(self) -> bool:
        """Say whether the server takes connections. Takes well under a millisecond."""
        state = self._folder.state()
        return state is not None and state.furnished and _serving(state)

    def start(self) -> bool:
        """Return when the server takes connections and its database is there. Say whether it was this call's doing."""
        if self.running():
            return False
        self._folder.make()
        with self._alone():
            if self.running():
                return False
            self._start(self._folder.state())
            return True

    def stop(self) -> bool:
        """Return when no server runs. Say whether it was this call's doing. What is committed is kept."""
        if self._folder.state() is None:
            return False
        with self._alone():
            return self._stop()

    def reset(self) -> bool:
        """Throw the server's data away for good. Say whether there were any."""
        if self._folder.state() is None:
            return False
        with self._alone():
            state = self._folder.state()
            if state is None:
                return False
            self._stop(in_order=False)
            ground = Path(state.ground)
            if state.data.exists():
                state.data.rename(tempfile.mkdtemp(prefix="making-", dir=ground))
            shutil.rmtree(ground, ignore_errors=True)
            self._folder.forget()
            return True

    def status(self) -> Status:
        """Return how the server stands."""
        state = self._folder.state()
        if state is None or not state.data.exists():
            return Status("absent", self._folder.home)
        found = postmaster.postmaster_of(state.data)
        word: Literal["starting", "stopping"] = "stopping" if found and found.status == "stopping" else "starting"
        return Status(
            "stopped" if found is None else "running" if self.running() else word,
            self._folder.home,
            data=state.data,
            version=state.version,
            user=state.user,
            pid=found.pid if found else None,
            bytes=size_of(state.data),
            note=state.note,
        )

    def address(self, role: str = APPLICATION) -> dict[str, str]:
        """Return the parameters of a connection as `role`. The password itself stays in its file.

        What is given empty keeps the environment (PGPASSWORD and the like) from pointing elsewhere.
        """
        state = self._folder.state()
        if state is None or not state.socket:
            raise ServerFault("the embedded database has not been started", todo="Start it with: caseclose db start")
        return {
            "host": state.socket,
            "hostaddr": "",
            "port": SOCKET.rpartition(".")[2],
            "user": role,
            "dbname": DATABASE,
            "password": "",
            "passfile": str(self._folder.passwords),
            "options": "",
        }

    def _alone(self) -> AbstractContextManager[None]:
        return only_one(self._folder.lock, patience=self._patience, say=self._say)

    def _start(self, state: State | None) -> None:
        who = account(state.data if state else None)
        if state is None or not Path(state.ground).is_dir():
            state = self._folder.keep(self._folder.choose_ground(who))
        if state.data.exists() and not self._folder.passwords.exists():
            raise ServerFault(
                f"the passwords of the database are gone ({self._folder.passwords})",
                todo="Put the file back. Without it, `caseclose db reset --yes` throws the database away.",
            )
        clear_up(Path(state.ground))
        if state.furnished and not self._folder.knows(*ROLES):
            state = self._folder.keep(replace(state, furnished=False))
        passwords = self._folder.secret(*ROLES)
        programs = self._programs(state, who)
        if not state.data.exists():
            self._say(f"Making a database in {state.ground} (once).")
            state = self._folder.keep(replace(state, furnished=False))
            self._make(programs, state, who, passwords[OWNER])
        elif _serving_badly(state):
            postmaster.end(state.data, patience=ENDING)
        state = self._folder.keep(
            replace(with_socket(state, who), programs=str(programs.folder), version=programs.version, user=who.name)
        )
        self._launch(programs, state, who).bring_up(self._folder.open_log, patience=self._patience, say=self._say)
        if not state.furnished:
            self._furnish(passwords)
            self._folder.keep(replace(state, furnished=True))

    def _make(self, programs: Programs, state: State, who: Account, password: str) -> None:
        from caseclose.embedded.making import make_data

        make_data(programs, state.data, who, password, durable=self._settings["fsync"] != "off")

    def _furnish(self, passwords: Mapping[str, str]) -> None:
        from caseclose.embedded.making import furnish

        furnish(self.address(OWNER), passwords)

    def _programs(self, state: State, who: Account) -> Programs:
        """Return programs that fit the data and that the server's user can run."""
        made_by = state.data / "PG_VERSION"
        major = int(made_by.read_text(encoding="ascii")) if made_by.exists() else None
        programs = programs_for(self._environ, major=major)
        if who.can_run(programs.postgres):
            return programs
        return within_reach(programs, Path(state.ground))

    def _launch(self, programs: Programs, state: State, who: Account) -> postmaster.Launch:
        socket = Path(state.socket) / SOCKET
        return postmaster.Launch(programs, state.data, socket, self._settings, who, self._folder.log)

    def _stop(self, *, in_order: bool = True) -> bool:
        state = self._folder.state()
        if state is None:
            return False
        ended = postmaster.end(state.data, patience=ENDING, in_order=in_order)
        self._folder.keep(without_socket(state))
        return ended


def _serving(state: State) -> bool:
    found = postmaster.postmaster_of(state.data)
    return found is not None and found.status == "ready" and (Path(state.socket) / SOCKET).exists()


def _serving_badly(state: State) -> bool:
    """Say whether a server is ready and cannot be reached, as where its socket was cleared away."""
    found = postmaster.postmaster_of(state.data)
    return found is not None and found.status == "ready" and not (Path(state.socket) / SOCKET).exists()
