"""Where the database is: the one that CASECLOSE_DSN names, or else the embedded server's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from caseclose.embedded.folder import default_folder
from caseclose.embedded.names import APPLICATION, DATABASE, OWNER, WEB

_LOOKED_UP = "caseclose.site.postgresql"
_NO_OWNER = "the public site changes no tables: run this without CASECLOSE_FACE"
_FORM = "postgresql://user:password@host:5432/database"


def databases(environ: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return Django's databases: `default` with the application's rights, and `owner`, which only migrations use.

    The public site has a role of its own, with much fewer rights, and no owner.

    Nothing is connected to or started here. What cannot be used says so when it is first used.
    """
    found = _with_owner(environ)
    return found | {"owner": _refused(_NO_OWNER)} if _is_public(environ) else found


def _with_owner(environ: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    application, owner = environ.get("CASECLOSE_DSN", ""), environ.get("CASECLOSE_OWNER_DSN", "")
    if application:
        unnamed = "CASECLOSE_OWNER_DSN is not set: it names the role that owns the tables, which migrations need"
        return {
            "default": _named("CASECLOSE_DSN", application),
            "owner": _named("CASECLOSE_OWNER_DSN", owner) if owner else _refused(unnamed),
        }
    alone = "CASECLOSE_OWNER_DSN is set and CASECLOSE_DSN is not: set both, or neither for the embedded server"
    return {
        "default": _embedded(environ, WEB if _is_public(environ) else APPLICATION),
        "owner": _refused(alone) if owner else _embedded(environ, OWNER),
    }


def _is_public(environ: Mapping[str, str]) -> bool:
    return environ.get("CASECLOSE_FACE") == "public"


def _named(variable: str, dsn: str) -> dict[str, Any]:
    """Return the database that a URL or a conninfo string names. No error repeats the string: it holds a password."""
    try:
        options = conninfo_to_dict(dsn)
    except psycopg.Error:
        return _refused(f"{variable} cannot be read; write it as {_FORM}")
    if not options.get("dbname") and not options.get("service"):
        return _refused(f"{variable} names no database; write it as {_FORM}")
    name, user, password, host, port = (
        str(options.pop(key, None) or "") for key in ("dbname", "user", "password", "host", "port")
    )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "OPTIONS": {key: value for key, value in options.items() if value is not None},
    }


def _embedded(environ: Mapping[str, str], role: str) -> dict[str, Any]:
    return {"ENGINE": _LOOKED_UP, "NAME": DATABASE, "EMBEDDED": {"folder": default_folder(environ), "role": role}}


def _refused(why: str) -> dict[str, Any]:
    return {"ENGINE": _LOOKED_UP, "NAME": DATABASE, "REFUSAL": why}
