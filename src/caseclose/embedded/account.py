"""As whom the server runs. PostgreSQL refuses to be root, so root starts it as a user with fewer rights."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseclose.embedded.fault import ServerFault

_LENDERS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user of the machine. `borrowed` says that it is not the one who starts the server."""

    uid: int
    gid: int
    name: str
    borrowed: bool

    @property
    def process(self) -> dict[str, Any]:
        """What subprocess needs to run a program as this user, with no more of our environment than it needs."""
        known = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        user = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.borrowed else {}
        return {"env": {**known, "LC_ALL": "C", "TZ": "UTC"}, "umask": 0o077, **user}

    def own(self, path: Path) -> None:
        """Make the user the owner of `path`."""
        if self.borrowed:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def let_in(self, folder: Path) -> None:
        """Let the user pass through `folder`, which stays ours; nobody else can enter it."""
        if self.borrowed:
            os.chown(folder, -1, self.gid, follow_symlinks=False)
            folder.chmod(0o710)

    def can_work_in(self, folder: Path) -> bool:
        """Say whether the user can make files in `folder`, asking as that user."""
        return self.succeeds("/bin/sh", "-c", 'cd "$1" && test -w .', "sh", str(folder))

    def can_run(self, program: str) -> bool:
        """Say whether the user can run `program`."""
        return self.succeeds(program, "--version")

    def succeeds(self, *command: str) -> bool:
        """Run `command` as the user and say whether it went well."""
        try:
            done = subprocess.run(command, check=False, capture_output=True, cwd="/", **self.process)  # noqa: S603
        except OSError:
            return False
        return done.returncode == 0


def account(data: Path | None = None) -> Account:
    """Return as whom the server will run: ourselves, or for root the first of postgres and nobody that exists.

    Where there are data already, root's server runs as their owner.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), _name(os.geteuid()), borrowed=False)
    if data is not None and data.exists():
        found = data.stat()
        return Account(found.st_uid, found.st_gid, _name(found.st_uid), borrowed=True)
    for name in _LENDERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        lent = Account(entry.pw_uid, entry.pw_gid, name, borrowed=True)
        if lent.succeeds("/bin/sh", "-c", "exit 0"):
            return lent
    raise ServerFault(
        f"root cannot run the server as another user here ({' or '.join(_LENDERS)})",
        todo="Run caseclose as an ordinary user, or name a database of your own in CASECLOSE_DSN.",
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
