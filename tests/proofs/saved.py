"""States of the database and of the world outside that can be gone back to, again and again."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

from caseclose.embedded.making import let_roles_in
from caseclose.embedded.server import APPLICATION, DATABASE, OWNER, Server, default_folder
from tests.ground import close_connections

PATIENCE = 60.0
_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE usename = %s AND datname = %s"


class Saved:
    """Copies of the running server's database and of the folder `world`, by name. They are gone when it is left."""

    def __init__(self, world: Path, copies: Path) -> None:
        self.world = world
        self._copies = copies
        self._names: list[str] = []
        self._server = Server(default_folder(os.environ))

    def __enter__(self) -> Self:
        self.save("as it was")
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.restore("as it was")
        with self._session() as session:
            for number in range(len(self._names)):
                session.execute(f"DROP DATABASE saved_{number}")

    def save(self, name: str) -> None:
        """Keep everything as it is now, under this name. Nobody may be at work."""
        close_connections()
        self.wait_until_alone()
        with self._session() as session:
            session.execute(f"CREATE DATABASE saved_{len(self._names)} TEMPLATE {DATABASE}")
        self._names.append(name)
        if self.world.exists():
            shutil.copytree(self.world, self._copies / str(len(self._names) - 1))

    def restore(self, name: str) -> None:
        """Go back to what was kept under this name. Whoever is still connected is cut off."""
        close_connections()
        number = self._names.index(name)
        with self._session() as session:
            session.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
            session.execute(f"CREATE DATABASE {DATABASE} TEMPLATE saved_{number}")
            let_roles_in(session)
        shutil.rmtree(self.world, ignore_errors=True)
        if (self._copies / str(number)).exists():
            shutil.copytree(self._copies / str(number), self.world)

    def wait_until_alone(self) -> None:
        """Wait until the server has noticed that a process was killed, and has undone what it had begun."""
        end = time.monotonic() + PATIENCE
        with self._session() as session:
            while session.execute(_OTHERS, [APPLICATION, DATABASE]).fetchone() != (0,):
                if time.monotonic() > end:
                    raise TimeoutError("somebody is still connected")
                time.sleep(0.002)

    def _session(self) -> psycopg.Connection[Any]:
        return psycopg.connect(**{**self._server.address(OWNER), "dbname": "postgres"}, autocommit=True)
