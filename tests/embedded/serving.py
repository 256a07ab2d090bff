"""Working with a server of one's own: settings, sessions, other processes and other users."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import psycopg

import caseclose.embedded.making  # noqa: F401 - a child that became another user may not be able to read it any more
from caseclose.embedded.server import OWNER, Server

T = TypeVar("T")
QUICK = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "16MB"}
NOBODY = 65534
SOON = 60.0


def new_folder() -> Path:
    usual = "/tmp"  # noqa: S108 - the folder made in it is new
    folder = Path(tempfile.mkdtemp(prefix="embedded-", dir=usual if os.access(usual, os.W_OK) else None))
    folder.chmod(0o711)
    return folder


def quick(folder: Path, say: Callable[[str], None] = print) -> Server:
    """Return a server that does not wait for the disk. A killed process loses nothing by that; only a machine would."""
    return Server(folder, settings=QUICK, say=say)


def started(folder: Path) -> Server:
    server = quick(folder)
    assert server.start()
    return server


def ask(server: Server, query: str, role: str = OWNER) -> Any:
    """Return the first row's first value, in a connection of its own."""
    with psycopg.connect(**server.address(role), autocommit=True) as connection:
        row = connection.execute(query).fetchone()
        return row[0] if row else None


def do(server: Server, *statements: str, role: str = OWNER) -> None:
    with psycopg.connect(**server.address(role), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def starter(folder: Path) -> subprocess.Popen[str]:
    """Begin to start a server in another process. It prints whether it was its doing."""
    code = "import sys; from tests.embedded.serving import *; print(quick(Path(sys.argv[1]), lambda _: None).start())"
    return subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)


def wait_until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.002)


def as_ordinary_user(act: Callable[[], T], *folders: Path) -> T:
    """Do `act` as a user who is not root, and who owns `folders`. What it raises is raised here."""
    if os.geteuid() != 0:
        return act()
    for folder in folders:
        os.chown(folder, NOBODY, NOBODY)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _be_nobody(act, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        result, error, trace = pickle.loads(told.read())  # noqa: S301 - our own child wrote it
    os.waitpid(child, 0)
    if error is not None:
        error.add_note(trace)
        raise error
    returned: T = result
    return returned


def _be_nobody(act: Callable[[], Any], writer: int) -> None:
    said: tuple[Any, BaseException | None, str] = (None, RuntimeError("it told nothing"), "")
    try:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        os.chdir("/")
        said = (act(), None, "")
    except BaseException as error:  # noqa: BLE001 - it is raised again in the parent
        said = (None, error, traceback.format_exc())
    finally:
        os.write(writer, pickle.dumps(said))
        os._exit(0)


def python(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run `code` in a Python of its own that keeps its things in `home`."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "CASECLOSE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=SOON,
        check=False,
    )
