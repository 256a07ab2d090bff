"""Who stands behind the ports of the outside world: practice parties, or those that CASECLOSE_PARTIES names.

CASECLOSE_PARTIES is `practice`, or the name of a module with a function `ports()` that returns the port of each
remedy of the policy and of the mail vendor. Without it the embedded database is for practice. A database that
CASECLOSE_DSN names may hold real cases, so there somebody must say so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from caseclose.casework.ports import Ports
from caseclose.cli.console import stop
from caseclose.cli.wiring import Connected
from caseclose.embedded.folder import default_folder
from caseclose.outside.practice import EMBEDDED, practice_folder
from caseclose.outside.weather import BadWeather, read_weather

PRACTICE = "practice"
_VARIABLE, _DSN = "CASECLOSE_PARTIES", "CASECLOSE_DSN"


def connect(weather: str, environ: Mapping[str, str] = os.environ) -> Connected:
    """Return the outside world, or stop with a message that says what to do."""
    named, dsn = environ.get(_VARIABLE, ""), environ.get(_DSN, "")
    if not named and dsn:
        stop(
            f"nobody has said who is outside: {_DSN} is set and {_VARIABLE} is not",
            todo=f"Set {_VARIABLE} to the module that connects to your parties, or to '{PRACTICE}'.",
        )
    if named in {"", PRACTICE}:
        return Connected(_practice(default_folder(environ), dsn, weather), practice=True)
    if weather:
        stop("weather is for practice parties only", todo=f"Leave it out, or set {_VARIABLE} to '{PRACTICE}'.")
    return Connected(_named(named), practice=False)


def _practice(home: Path, dsn: str, weather: str) -> Ports:
    """Return fakes of every party. Each database has parties of its own: they remember its keys."""
    from caseclose.outside.fakes import fake_parties
    from caseclose.outside.registry import ports_for

    try:
        drawn = read_weather(weather)
    except BadWeather as error:
        stop(str(error))
    database = sha256(dsn.encode()).hexdigest()[:12] if dsn else EMBEDDED
    return ports_for(fake_parties(practice_folder(home) / database, agency=PRACTICE, weather=drawn))


def _named(module: str) -> Ports:
    try:
        ports: Ports = import_module(module).ports()
    except (ImportError, AttributeError) as error:
        stop(
            f"{_VARIABLE} names '{module}', which cannot be used: {error}",
            todo="It must be a module that Python finds, with a function `ports()`.",
        )
    return ports
