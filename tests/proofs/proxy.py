"""A proxy before the database that loses one answer: the COMMIT arrives and is carried out, and nobody is told."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from caseclose.embedded.server import Server, default_folder
from tests.proofs.killing import Say, begun, ended

SOCKET = ".s.PGSQL.5432"
_COMMIT = b"COMMIT\0"
_PIECE = 65_536


class Proxy:
    """Passes everything on both ways, but not the answer to COMMIT number `lose`: there it hangs up on the client."""

    def __init__(self, folder: Path, lose: int) -> None:
        self._upstream = str(Path(Server(default_folder(os.environ)).address()["host"]) / SOCKET)
        self._lose, self._commits = lose, 0
        self._lost: set[socket.socket] = set()
        self._other: dict[socket.socket, socket.socket] = {}
        self._clients: set[socket.socket] = set()
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(folder / SOCKET))
        self._door.listen()
        self._selector = DefaultSelector()
        self._selector.register(self._door, EVENT_READ)

    def serve(self, say: Say) -> None:
        """Serve until killed."""
        say("ready")
        while True:
            for key, _ in self._selector.select():
                ready: Any = key.fileobj
                if ready is self._door:
                    self._let_in()
                elif ready in self._other:
                    self._pass_on(ready)

    def _let_in(self) -> None:
        client, _ = self._door.accept()
        server = socket.socket(socket.AF_UNIX)
        server.connect(self._upstream)
        self._clients.add(client)
        for one, other in ((client, server), (server, client)):
            self._other[one] = other
            self._selector.register(one, EVENT_READ)

    def _pass_on(self, one: socket.socket) -> None:
        other = self._other[one]
        piece = one.recv(_PIECE)
        if not piece or one in self._lost:
            self._hang_up(one, other)
            return
        if one in self._clients and _COMMIT in piece:
            self._commits += 1
            if self._commits == self._lose:
                self._lost.add(other)
        other.sendall(piece)

    def _hang_up(self, *both: socket.socket) -> None:
        for each in both:
            self._selector.unregister(each)
            del self._other[each]
            each.close()


@contextmanager
def losing_commit(folder: Path, lose: int) -> Iterator[None]:
    """Keep a proxy in the folder, which loses the answer to COMMIT number `lose`, while this lasts."""
    folder.mkdir(mode=0o700)
    process, heard = begun(lambda say: Proxy(folder, lose).serve(say))
    try:
        if os.read(heard, 6) != b"ready\n":
            raise RuntimeError("the proxy did not start")
        yield
    finally:
        os.kill(process, signal.SIGKILL)
        ended(process, heard)
        (folder / SOCKET).unlink()
        folder.rmdir()


def go_through(folder: Path) -> None:
    """Let this process connect to the database by way of the proxy in the folder."""
    address = Server.address

    def by_way_of_it(self: Server, *role: str) -> dict[str, str]:
        return {**address(self, *role), "host": str(folder)}

    Server.address = by_way_of_it  # type: ignore[method-assign,assignment]
