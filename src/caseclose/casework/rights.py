"""What the application's role may do. It changes no table, cuts none short, and only adds to journal and ledger.

Records are destroyed by one function of the owner's, which looks for itself whether it may.
"""

from __future__ import annotations

from typing import Any

from caseclose.embedded.names import APPLICATION

USUAL = "SELECT, INSERT, UPDATE"
OF_A_VIEW = "SELECT"
RIGHTS = {
    "casework_journalentry": "SELECT, INSERT",
    "casework_ledgerentry": "SELECT, INSERT",
    "casework_movement": "SELECT, INSERT",
    "casework_spentkey": "SELECT, INSERT",
    "casework_note": "SELECT, INSERT",
    "casework_storedletter": "SELECT, INSERT",
    "casework_replycode": "SELECT, INSERT",
    "casework_paperoriginal": "SELECT, INSERT",
    "casework_paperpage": "SELECT, INSERT",
    "casework_keyedin": "SELECT, INSERT",
    "casework_financialreport": "SELECT, INSERT",
    "casework_destructionreceipt": "SELECT",
    "casework_candidate": "SELECT, INSERT, DELETE",
    "casework_remedy_cases": "SELECT, INSERT, DELETE",
    "casework_outboxmessage": "SELECT, INSERT, UPDATE, DELETE",
    "casework_weboutage": "SELECT, INSERT",
    "casework_webdraft": "SELECT, INSERT, UPDATE, DELETE",
    "casework_webcount": "SELECT, INSERT, UPDATE, DELETE",
}
"""Tables with rights other than the usual ones. Rows go where a link or a time ends, or a message was never sent."""

COMING_AND_GOING = "SELECT, INSERT, UPDATE, DELETE"
"""Rights on tables that hold no case records: jobs that are done go, and so do sessions and second factors."""
COMES_AND_GOES = ("procrastinate_", "account_", "mfa_", "socialaccount_", "axes_", "django_session", "staff_conflict",
                  "staff_savedview", "staff_seal")  # fmt: skip
"""How the names of such tables begin. Of an account itself no row goes."""
ONLY_READ = ("auth_", "django_content_type", "django_migrations")
"""How the names of tables begin that only migrations write to."""
OURS = ("casework_", "staff_", *COMES_AND_GOES, *ONLY_READ)

DESTROYING = (
    "casework_destroy_records(text, date, timestamp with time zone, text)",
    "casework_drop_papers(date)",
)
"""The functions that only the application's role may call."""

_THINGS = """
    SELECT c.oid::regclass::text, c.relname, c.relkind IN ('v', 'm')
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    ORDER BY 1
"""


_SEQUENCES = """
    SELECT c.oid::regclass::text, c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
"""
_COUNTED_BY_HAND = "procrastinate_"
"""How the names of sequences begin that a function of the tables' own uses, and no identity column."""


def rights_on(name: str, *, view: bool = False) -> str:
    """Return the rights of the application's role on a table of ours."""
    if view or name.startswith(ONLY_READ):
        return OF_A_VIEW
    return RIGHTS.get(name, COMING_AND_GOING if name.startswith(COMES_AND_GOES) else USUAL)


def grant_rights(cursor: Any) -> None:  # noqa: ANN401 - a cursor of Django's or of psycopg
    """Give the application's role these rights and no others, where the role exists."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
    if cursor.fetchone() is None:
        return
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APPLICATION}")
    cursor.execute(_THINGS, [])
    for quoted, name, view in cursor.fetchall():
        if name.startswith(OURS):
            cursor.execute(f"REVOKE ALL ON {quoted} FROM {APPLICATION}")
            cursor.execute(f"GRANT {rights_on(name, view=view)} ON {quoted} TO {APPLICATION}")
    cursor.execute(_SEQUENCES, [])
    for sequence, name in cursor.fetchall():
        if name.startswith(_COUNTED_BY_HAND):
            cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO {APPLICATION}")
    for function in DESTROYING:
        cursor.execute("SELECT to_regprocedure(%s) IS NOT NULL", [function])
        if cursor.fetchone()[0]:
            cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC, {APPLICATION}")
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {APPLICATION}")
