"""The folder of the embedded server: what is kept in it, and who may enter which part."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from caseclose.embedded.account import Account
from caseclose.embedded.fault import ServerFault

LONGEST_SOCKET = 107
SOCKET = ".s.PGSQL.5432"
INSIDE = "server"
_ELSEWHERE = ("/var/lib", "/var/tmp", "/tmp")  # noqa: S108 - only folders of ours, shut to others, are made there
_FOR_SOCKETS = ("/tmp", "/var/tmp")  # noqa: S108 - the same


def default_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder that holds what Caseclose keeps on this machine."""
    if environ.get("CASECLOSE_HOME"):
        return Path(environ["CASECLOSE_HOME"]).absolute()
    shared = Path(environ.get("XDG_DATA_HOME") or "")
    if shared.is_absolute():
        return shared / "caseclose"
    home = environ.get("HOME")
    return (Path(home) if home else Path.home()) / ".local" / "share" / "caseclose"


@dataclass(frozen=True)
class State:
    """What is known about the server between two commands. It holds no secret."""

    ground: str
    socket: str = ""
    programs: str = ""
    version: str = ""
    user: str = ""
    furnished: bool = False
    note: str = ""

    @property
    def data(self) -> Path:
        """The server's data."""
        return Path(self.ground) / "data"


class Folder:
    """The folder's files. Only we read them; the server has a ground of its own, here or elsewhere."""

    def __init__(self, home: Path) -> None:
        self.home = home / "database"
        self.lock = self.home / "lock"
        self.log = self.home / "log"
        self.passwords = self.home / "passwords"
        self._older_log = self.home / "log.before"
        self._state = self.home / "state.json"

    def make(self) -> None:
        """Make the folder. Other users may pass through it only where root must let the server's user pass."""
        mode = 0o711 if os.geteuid() == 0 else 0o700
        try:
            for folder in (self.home.parent, self.home):
                if not folder.is_dir():
                    folder.mkdir(parents=True, exist_ok=True)
                    folder.chmod(mode)
        except OSError as error:
            raise ServerFault(
                f"the folder {self.home} cannot be made: {error.strerror}",
                todo="Name a folder of your own in CASECLOSE_HOME.",
            ) from None
        if not _ours(self.home):
            raise ServerFault(
                f"{self.home} belongs to another user, or others can write to it",
                todo="Name a folder of your own in CASECLOSE_HOME.",
            )

    def state(self) -> State | None:
        """Return what the last command left written, or None where there is nothing."""
        try:
            state = State(**json.loads(self._state.read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError:
            raise ServerFault(
                f"the database in {self.home} belongs to another user",
                todo="Run the command as that user, or name a folder of your own in CASECLOSE_HOME.",
            ) from None
        except (ValueError, TypeError):
            raise ServerFault(f"{self._state} cannot be read; remove it, and it will be written anew") from None
        if Path(state.ground) not in (Path(INSIDE), *self._elsewhere()):
            raise ServerFault(f"{self.home} was moved or copied, and its data were left in {state.ground}")
        return replace(state, ground=str(self.home / state.ground))

    def keep(self, state: State) -> State:
        """Write the state, whole or not at all. A ground in our folder moves with it, so its name is written short."""
        ground = Path(state.ground)
        written = replace(state, ground=INSIDE if ground == self.home / INSIDE else state.ground)
        _write(self._state, json.dumps(asdict(written), indent=2) + "\n")
        return state

    def forget(self) -> None:
        """Remove what `keep`, `secret` and the server's log wrote."""
        for path in (self._state, self.passwords, self.log, self._older_log):
            path.unlink(missing_ok=True)

    def secret(self, *roles: str) -> dict[str, str]:
        """Return the password of each role, made at random the first time that the role is named.

        The file is in the form that PostgreSQL's own programs read (PGPASSFILE).
        """
        known = self._known()
        words = known | {role: secrets.token_urlsafe(32) for role in roles if role not in known}
        if words != known:
            _write(self.passwords, "".join(f"*:*:*:{role}:{word}\n" for role, word in words.items()))
        return words

    def knows(self, *roles: str) -> bool:
        """Say whether each role has a password."""
        return self._known().keys() >= set(roles)

    def _known(self) -> dict[str, str]:
        text = self.passwords.read_text(encoding="ascii") if self.passwords.exists() else ""
        return dict(line.split(":")[3:5] for line in text.splitlines())

    def open_log(self) -> int:
        """Open the server's log for adding to it; a long one is begun anew."""
        long = 10_000_000
        if self.log.exists() and self.log.stat().st_size > long:
            self.log.replace(self._older_log)
        return os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)

    def choose_ground(self, who: Account) -> State:
        """Return a state with a ground where the server's user can work: in our folder, or a private one elsewhere."""
        inside = self.home / INSIDE
        for ground in (inside, *self._elsewhere()):
            if _prepared(ground, who):
                note = f"user {who.name} cannot enter {self.home}, so the data are in {ground}"
                return State(ground=str(ground), user=who.name, note="" if ground == inside else note)
        raise ServerFault(f"there is no folder where user {who.name} can keep the data of {self.home}")

    def _elsewhere(self) -> list[Path]:
        named = sha256(os.fsencode(self.home)).hexdigest()[:16]
        return [Path(place) / f"caseclose-{named}" for place in _ELSEWHERE]


def with_socket(state: State, who: Account) -> State:
    """Return the state with a folder for the socket that only the server's user (and root) can enter.

    The path of a socket has at most 107 bytes, and a comma would part it in two: then it lies in a short folder.
    """
    inside = Path(state.ground) / "socket"
    if len(os.fsencode(inside / SOCKET)) <= LONGEST_SOCKET and "," not in str(inside):
        inside.mkdir(mode=0o700, exist_ok=True)
        who.own(inside)
        return replace(state, socket=str(inside))
    if state.socket and _private(Path(state.socket), who.uid):
        return state
    for place in _FOR_SOCKETS:
        if os.access(place, os.W_OK | os.X_OK):
            made = Path(tempfile.mkdtemp(prefix="caseclose-", dir=place))
            who.own(made)
            return replace(state, socket=str(made))
    raise ServerFault(f"there is no folder with a short name for the socket ({' and '.join(_FOR_SOCKETS)} are shut)")


def without_socket(state: State) -> State:
    """Remove the socket's folder where it lies outside the server's ground."""
    if state.socket and Path(state.ground) not in Path(state.socket).parents:
        shutil.rmtree(state.socket, ignore_errors=True)
        return replace(state, socket="")
    return state


def _prepared(ground: Path, who: Account) -> bool:
    """Make `ground` and say whether the user can work in a folder that is put into it."""
    try:
        ground.mkdir(mode=0o700, exist_ok=True)
        if not _ours(ground):
            return False
        who.let_in(ground)
        trial = Path(tempfile.mkdtemp(prefix="making-", dir=ground))
        who.own(trial)
        fit = who.can_work_in(trial)
        trial.rmdir()
        if not fit:
            ground.rmdir()
    except OSError:
        return False
    return fit


def _ours(folder: Path) -> bool:
    found = folder.lstat()
    others_write = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not others_write


def _private(folder: Path, uid: int) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not found.st_mode & 0o077


def _write(path: Path, text: str) -> None:
    """Write a file that only we can read, whole or not at all, also through a crash of the machine."""
    handle, made = tempfile.mkstemp(prefix="making-", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(made).replace(path)
    settle(path.parent)


def clear_up(ground: Path) -> None:
    """Remove what a making that was broken off, or a removal, left behind."""
    for left in ground.glob("making-*"):
        shutil.rmtree(left, ignore_errors=True)


def settle(folder: Path) -> None:
    """Make the names in `folder` last through a crash of the machine."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def size_of(folder: Path) -> int:
    """Return the bytes in `folder`. Files that go away meanwhile count as nothing."""
    total = 0
    for where, _folders, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(where) / name).lstat().st_size
            except FileNotFoundError:
                continue
    return total
