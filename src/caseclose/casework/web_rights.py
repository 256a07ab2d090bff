"""What the role of the public site may do: what stands in web_rights.toml, and three functions of the owner's.

It reads no code of a letter and no letter: one function leads from the fingerprint of a code to its letter, and another
gives a letter to whoever has that fingerprint. So nobody can go through all of them, not even from inside the process.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from caseclose.embedded.names import WEB

FUNCTIONS = (
    "casework_hold_case(text)",
    "casework_message_of_code(text)",
    "casework_letter_of_code(text, bigint)",
)
"""Functions that do with the owner's rights the little that the role could not do without too many of its own."""


class Allowed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be done with a table: which columns may be read, and whether rows may be added, changed or dropped."""

    select: tuple[str, ...] = ()
    insert: bool = False
    update: bool = False
    delete: bool = False

    @property
    def privileges(self) -> list[str]:
        """The same as the database says it."""
        columns = ", ".join(f'"{name}"' for name in self.select)
        return [
            *([f"SELECT ({columns})"] if columns else []),
            *(word for word in ("INSERT", "UPDATE", "DELETE") if getattr(self, word.lower())),
        ]


@cache
def web_rights() -> dict[str, Allowed]:
    """Return what may be done, by table."""
    text = files("caseclose.casework").joinpath("web_rights.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Allowed])


def grant_web_rights(cursor: Any, usual: str) -> None:  # noqa: ANN401 - a cursor of Django's or of psycopg
    """Give the role of the public site these rights and no others, where there is one; the `usual` role has its own.

    All tables must be up to date.
    """
    roles = [role for role in (usual, WEB) if _is_there(cursor, role)]
    for function in FUNCTIONS:
        cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        for role in roles:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {role}")
    if WEB not in roles:
        return
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEB}")
    cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {WEB}")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {WEB}")
    for table, allowed in web_rights().items():
        cursor.execute(f"GRANT {', '.join(allowed.privileges)} ON {table} TO {WEB}")


def _is_there(cursor: Any, role: str) -> bool:  # noqa: ANN401 - the same
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return cursor.fetchone() is not None
